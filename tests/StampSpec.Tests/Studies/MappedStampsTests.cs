using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Tests.Studies;

public sealed class MappedStampsTests
{
    private const string Maps = "/proc/self/maps";

    private static readonly StampTensorShape[] Shapes = [new(4, 5), new(2, 3)];

    [Fact]
    public void What_is_mapped_is_what_was_added_to_the_last_bit_whether_channels_are_empty_or_not()
    {
        var written = Draw(23, seed: 1);
        using var mapped = HeldStamps.Map(written);
        AssertSame(written, HeldStamps.Copy(mapped));
        Assert.True(float.IsNegative(mapped.Channel(0, 1, 0)[4]), "a negative zero lost its sign");
        Assert.Equal(0, mapped.Channel(3, 0, 2).IndexOfAnyExcept(0f) + 1);
    }

    [Fact]
    public void A_selection_shows_the_stamps_it_names_in_its_order_and_a_selection_of_it_does_too()
    {
        var written = Draw(9, seed: 2);
        using var mapped = HeldStamps.Map(written);
        var selected = new StampSelection(new StampSelection(mapped, [8, 3, 3, 0]), [3, 1]);
        Assert.Equal(2, selected.Count);
        foreach (var (alert, index) in new[] { 0, 3 }.Index())
        {
            Assert.Equal(written.SkyPosition(index), selected.SkyPosition(alert));
            Assert.Equal(written.Channel(index, 0, 3), selected.Channel(alert, 0, 3));
            Assert.Equal(written.Channel(index, 1, 1), selected.Channel(alert, 1, 1));
        }
    }

    [Fact]
    public void The_hash_depends_on_every_pixel_position_and_shape_and_on_nothing_else()
    {
        var written = Draw(5, seed: 3);
        var hash = Hash(written);
        Assert.Equal(hash, Hash(Draw(5, seed: 3)));
        written.Scales[1][^1] += 1;
        Assert.NotEqual(hash, Hash(written));
        written = Draw(5, seed: 3);
        written.SkyPositions[7] += 1;
        Assert.NotEqual(hash, Hash(written));
        Assert.NotEqual(Hash(Zeros(new(2, 3))), Hash(Zeros(new(3, 2))));
    }

    [Fact]
    public void Stamps_that_were_let_go_of_are_refused_and_leave_no_file()
    {
        var mapped = HeldStamps.Map(Draw(2, seed: 4));
        if (File.Exists(Maps))
        {
            var held = File.ReadAllLines(Maps)
                .Where(l => l.Contains(Path.GetTempPath(), StringComparison.Ordinal) && l.Contains(".tmp", StringComparison.Ordinal))
                .ToArray();
            Assert.NotEmpty(held);
            Assert.All(held, l => Assert.EndsWith("(deleted)", l, StringComparison.Ordinal));
        }

        mapped.Dispose();
        mapped.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mapped.Channel(0, 0, 0).Length);
    }

    private static string Hash(StampTensors tensors)
    {
        using var mapped = HeldStamps.Map(tensors);
        return mapped.Sha256;
    }

    private static StampTensors Zeros(StampTensorShape shape) => new(1, [shape], [new float[shape.Length]], new float[3]);

    /// <summary>The first scale's masks, channels 2 and 3, hold nothing but in every fourth alert.</summary>
    private static StampTensors Draw(int count, ulong seed)
    {
        var source = new Seed(seed).CreateSource();
        float[][] scales = [.. Shapes.Select(s => Values(count * s.Length))];
        for (var alert = 0; alert < count; alert++)
        {
            if (alert % 4 > 0)
            {
                scales[0].AsSpan((alert * 100) + 50, 50).Clear();
            }
        }

        scales[1].AsSpan(0, 9).Clear();
        scales[1][4] = -0f;
        return new StampTensors(count, Shapes, scales, Values(3 * count));

        float[] Values(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)source.NextNormal())];
    }

    private static void AssertSame(StampTensors expected, StampTensors actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.SkyPositions, actual.SkyPositions);
        Assert.All(expected.Scales.Zip(actual.Scales), s => Assert.Equal(s.First, s.Second));
    }
}
