using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;

namespace StampSpec.Tests.Budgets;

public sealed class KeyNumbersTests
{
    private static readonly IReadOnlyDictionary<string, double> None = new Dictionary<string, double>();

    [Theory]
    [InlineData(1, KeyNumberVerdict.Reproduces, 82.388)]
    [InlineData(2, KeyNumberVerdict.Reproduces, 65.052)]
    [InlineData(3, KeyNumberVerdict.DoesNotReproduce, 52.414)]
    [InlineData(4, KeyNumberVerdict.Reproduces, 17.578)]
    [InlineData(5, KeyNumberVerdict.Reproduces, 0.198)]
    [InlineData(6, KeyNumberVerdict.Reproduces, 0.040)]
    [InlineData(7, KeyNumberVerdict.Reproduces, 1.343)]
    [InlineData(8, KeyNumberVerdict.Reproduces, 5.374)]
    [InlineData(9, KeyNumberVerdict.Requirement, 6.717)]
    [InlineData(10, KeyNumberVerdict.Reproduces, 1e7)]
    [InlineData(11, KeyNumberVerdict.Requirement, null)]
    [InlineData(12, KeyNumberVerdict.Reproduces, 782.013)]
    [InlineData(13, KeyNumberVerdict.Reproduces, 2.237)]
    [InlineData(14, KeyNumberVerdict.Reproduces, 1.564)]
    [InlineData(15, KeyNumberVerdict.DoesNotReproduce, 17.578)]
    [InlineData(16, KeyNumberVerdict.Requirement, 10d)]
    public void Every_row_has_the_value_worked_out_by_hand(int number, KeyNumberVerdict verdict, double? first)
    {
        var row = KeyNumbersSpec.Load().Single(r => r.Number == number);
        Assert.Equal(verdict, row.Verdict);
        Assert.Equal(first, row.Ours.Count == 0 ? null : Math.Round(row.Ours[0].Values[0], 3));
        Assert.True(verdict is KeyNumberVerdict.Reproduces || row.Why is not null, "a row that does not reproduce must say why");
    }

    [Theory]
    [InlineData("2 + 3 * (4 - 1) / 2", 6.5)]
    [InlineData("10 - 2 - 3", 5)]
    [InlineData(" 8 / 4 / 2 ", 1)]
    public void Expressions_keep_precedence_and_run_from_the_left(string text, double value) =>
        Assert.Equal(value, Expression.Evaluate(text, None));

    [Theory]
    [InlineData("2 +")]
    [InlineData("(2")]
    [InlineData("2 3")]
    [InlineData("1.2.3")]
    [InlineData("unknown * 2")]
    [InlineData("")]
    public void A_broken_expression_is_refused(string text) => Assert.Throws<FormatException>(() => Expression.Evaluate(text, None));

    [Fact]
    public void A_name_without_a_value_is_an_error_of_the_document()
    {
        var reading = KeyNumbersSpec.Document.Parse(
            """
            document: d
            inputs: {a: {is: "1", source: s}}
            rows:
              - {number: 1, quantity: q, says: s, figures: ["1"], ours: [{expressions: [b * 2], unit: B}]}
            """
        );
        Assert.Contains(reading.Diagnostics, d =>
            d.Code == "budget.expression" && d.Message.Contains("b is not the name of an earlier input", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_flow_gives_the_documents_rates_and_volumes()
    {
        var flow = new AlertFlow();
        Assert.Equal(0.1976, flow.MeanGbps(83_968), 4);
        Assert.Equal(1.3435, flow.BurstGbps(83_968), 4);
        Assert.Equal(839.68, flow.GigabytesPerNight(83_968), 2);
        Assert.Equal(2.519, flow.Petabytes(83_968), 3);
        Assert.Equal(5 * 1.3435, (flow with { Streams = 5 }).BurstGbps(83_968), 3);
    }

    [Fact]
    public void The_shipped_packet_adds_up()
    {
        var packet = PacketSpec.AsShipped;
        Assert.Equal(packet.TotalBytes, packet.RecordBytes + packet.ContainerBytes + 109_440 + (3 * 4));
        Assert.Equal(packet.TotalBytes, packet.WithStamps(109_440, 3));
    }
}
