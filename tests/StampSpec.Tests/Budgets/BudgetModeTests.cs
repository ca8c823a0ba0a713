using System.Text.Json;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

/// <summary>Every mode of <c>stampspec budget</c> obeys its own options and refuses all others by name.</summary>
public sealed class BudgetModeTests
{
    private static readonly string[] FlowOptions =
    [
        "--alerts-per-visit",
        "--cadence",
        "--burst-window",
        "--streams",
        "--visits",
        "--nights",
        "--years",
    ];

    public static TheoryData<string, string> Misplaced()
    {
        var data = new TheoryData<string, string>();
        Add("ztf-full", "--images 2", "--out x", "--at-most 3");
        Add("--fit 20000", "--packet as-shipped", "--data x.avro", "--serialisation raw", "--encoding none", "--out x", "--at-most 3");
        Add(
            "--dmtn-102",
            "--packet as-shipped",
            "--data x.avro",
            "--serialisation raw",
            "--encoding none",
            "--out x",
            "--at-most 3",
            "--images 2"
        );
        Add("--dmtn-102", "--fit 20000", "--measure x.avro");
        Add("--measure x.avro --out y", "--packet as-shipped", "--data x.avro", "--serialisation raw", "--encoding none", "--images 2");
        Add("--measure x.avro --out y", "--format json", "--fit 20000");
        string[] flow = [.. FlowOptions.Select(option => option + " 2")];
        Add("--fit 20000", flow);
        Add("--dmtn-102", flow);
        Add("--measure x.avro --out y", flow);
        return data;

        void Add(string mode, params string[] options)
        {
            foreach (var option in options)
            {
                data.Add(mode, option);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Misplaced))]
    public void An_option_of_another_mode_is_refused_by_name(string mode, string option)
    {
        var (name, modeName) = (option.Split(' ')[0], mode.Split(' ')[0]);
        var result = CommandLine.Run(["budget", .. mode.Split(' '), .. option.Split(' ')]);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("budget.option", line, StringComparison.Ordinal);
        Assert.Contains(
            $"{name} does not apply to budget {(modeName == "ztf-full" ? "LAYOUT" : modeName)}, which ",
            line,
            StringComparison.Ordinal
        );
        Assert.Contains($"remove {name}, or write ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void All_misplaced_options_are_named_at_once()
    {
        var result = CommandLine.Run("budget", "--fit", "20000", "--cadence", "30", "--packet", "as-shipped");
        Assert.Equal(2, result.Error.Split("budget.option").Length - 1);
        Assert.Contains("remove --cadence, or write LAYOUT instead of --fit", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_of_several_modes_is_said_to_belong_to_each() =>
        Assert.Contains(
            "remove --format, or write --dmtn-102 or --fit BYTES or LAYOUT instead of --measure",
            CommandLine.Run("budget", "--measure", "x.avro", "--out", "y", "--format", "csv").Error,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("ztf-full", "--dmtn-102")]
    [InlineData("ztf-full", "--out", "y", "--measure", "x.avro")]
    public void A_layout_is_refused_by_modes_that_take_none(params string[] arguments)
    {
        var result = CommandLine.Run(["budget", .. arguments]);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains("the layout ztf-full does not apply to budget --", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_belong_to_a_search_without_a_layout()
    {
        Assert.Contains(
            "--images does not apply to --fit with a layout",
            CommandLine.Run("budget", "ztf-full", "--fit", "20000", "--images", "1").Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--images is '4'; expected a whole number from 1 to 3",
            CommandLine.Run("budget", "--fit", "20000", "--images", "4").Error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, CommandLine.Run("budget", "ztf-multiscale", "--fit", "20000").ExitCode);
    }

    [Fact]
    public void The_costs_of_layouts_obey_every_option_of_the_flow()
    {
        string[] flow = [.. FlowOptions.SelectMany(option => new[] { option, "2" })];
        string[] arguments =
        [
            "budget",
            "dmtn-102",
            "--packet",
            "as-shipped",
            "--serialisation",
            "raw",
            "--encoding",
            "none",
            "--format",
            "json",
            .. flow,
        ];
        var result = CommandLine.Run(arguments);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        var row = Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToArray());
        var gigabits = row.GetProperty("bytes_packet").GetDouble() * 8 * 2 * 2 / 1e9;
        Assert.Equal((gigabits / 2, gigabits / 2), (row.GetProperty("gbps_mean").GetDouble(), row.GetProperty("gbps_burst").GetDouble()));
        Assert.Equal(row.GetProperty("bytes_packet").GetDouble() * 16 / 1e15, row.GetProperty("pb_per_decade").GetDouble(), 1e-18);
    }
}
