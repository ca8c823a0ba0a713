using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning.External;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Learning;

public sealed class ExternalModelTests : IDisposable
{
    private static readonly CutoutKind[] All = [CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference];

    private static readonly float[,] Weights =
    {
        { 1, 0, 2 },
        { 0, 1, -1 },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(7)]
    public void Images_reach_the_channels_in_the_order_asked_for_whatever_number_of_alerts_the_model_takes(int? batch)
    {
        var layout = LayoutLibrary.Load("ztf-cropped");
        var stamps = Stamps(40, new StampTensorShape(6, 16));
        var model = Model(
            GivenModelFile.Write(_folder["m.onnx"], Weights, 16, batch),
            new ExternalModelStamps([CutoutKind.Difference, CutoutKind.Science], 0, false)
        );
        using var session = new ExternalModelSession(model, layout);
        var scores = session.Score(stamps, ["c", "a", "b"]);
        for (var i = 0; i < stamps.Count; i++)
        {
            var expected = Softmax(Times([Mean(stamps.Channel(i, 0, 2)), Mean(stamps.Channel(i, 0, 0))]));
            AssertNear([expected[2], expected[0], expected[1]], scores.AsSpan(i * 3, 3));
        }
    }

    [Fact]
    public void Masks_follow_images_and_all_scales_follow_one_another_finest_first()
    {
        var layout = LayoutLibrary.Load("ztf-multiscale");
        var stamps = Stamps(3, [.. Enumerable.Repeat(new StampTensorShape(6, 8), 4)]);
        var weights = new float[16, 3];
        for (var channel = 0; channel < 16; channel++)
        {
            weights[channel, channel % 3] = channel + 1;
        }

        var model = Model(
            GivenModelFile.Write(_folder["m.onnx"], weights, 8, endsInSoftmax: false),
            new ExternalModelStamps([CutoutKind.Template, CutoutKind.Science], null, true),
            ExternalModelScores.Logits
        );
        using var session = new ExternalModelSession(model, layout);
        var scores = session.Score(stamps, model.Classes);
        for (var i = 0; i < stamps.Count; i++)
        {
            var logits = new float[3];
            foreach (
                var (scale, channel, at) in Enumerable
                    .Range(0, 4)
                    .SelectMany(s => new[] { 1, 0, 4, 3 }.Select((c, k) => (s, c, (4 * s) + k)))
            )
            {
                logits[at % 3] += (at + 1) * Mean(stamps.Channel(i, scale, channel));
            }

            AssertNear(Softmax(logits), scores.AsSpan(i * 3, 3));
        }
    }

    [Fact]
    public void Classes_that_a_study_does_not_have_are_left_out_and_the_others_rescaled()
    {
        var stamps = Stamps(4, new StampTensorShape(6, 16));
        var model = Model(
            GivenModelFile.Write(_folder["m.onnx"], Weights, 16),
            new ExternalModelStamps([CutoutKind.Science, CutoutKind.Difference], 0, false)
        );
        using var session = new ExternalModelSession(model, LayoutLibrary.Load("ztf-cropped"));
        var (all, two) = (session.Score(stamps, ["a", "b", "c"]), session.Score(stamps, ["c", "a"]));
        for (var i = 0; i < 4; i++)
        {
            var sum = all[3 * i] + all[(3 * i) + 2];
            AssertNear([all[(3 * i) + 2] / sum, all[3 * i] / sum], two.AsSpan(2 * i, 2));
        }
    }

    [Fact]
    public void Logits_taken_for_probabilities_and_a_file_that_changed_are_refused_in_words()
    {
        var path = GivenModelFile.Write(_folder["m.onnx"], Weights, 16, endsInSoftmax: false);
        var model = Model(path, new ExternalModelStamps([CutoutKind.Science, CutoutKind.Difference], 0, false));
        using (var session = new ExternalModelSession(model, LayoutLibrary.Load("ztf-cropped")))
        {
            var refused = Assert.Throws<ArgumentException>(() => session.Score(Stamps(2, new StampTensorShape(6, 16)), model.Classes));
            Assert.Contains("write gives: logits", refused.Message, StringComparison.Ordinal);
        }

        GivenModelFile.Write(path, Weights, 16);
        Assert.Equal(
            "model.changed",
            Assert
                .Throws<InvalidInputException>(() => new ExternalModelSession(model, LayoutLibrary.Load("ztf-cropped")))
                .Diagnostics[0]
                .Code
        );
    }

    [Theory]
    [InlineData("ztf-full", 0, false, "input stamp of m.onnx takes 2 x 16 x 16, but ztf-full gives it 2 x 63 x 63")]
    [InlineData("ztf-cropped", 0, true, "input stamp of m.onnx takes 2 x 16 x 16, but ztf-cropped gives it 4 x 16 x 16")]
    [InlineData("ztf-multiscale", null, false, "input stamp of m.onnx takes 2 x 16 x 16, but ztf-multiscale gives it 8 x 8 x 8")]
    [InlineData(
        "ztf-cropped",
        1,
        false,
        "input stamp of m.onnx takes 2 x 16 x 16, but ztf-cropped has no data for it: it has no scale 1, only 0 to 0"
    )]
    [InlineData("dmtn-102", 0, false, "input stamp of m.onnx takes 2 x 16 x 16, but dmtn-102 has no data for it: ")]
    public void A_layout_that_does_not_fit_gets_a_sentence_with_the_input_and_both_shapes(
        string layout,
        int? scale,
        bool masks,
        string sentence
    )
    {
        var model = Model(
            GivenModelFile.Write(_folder["m.onnx"], Weights, 16),
            new ExternalModelStamps([CutoutKind.Science, CutoutKind.Difference], scale, masks)
        );
        Assert.StartsWith(
            sentence,
            Assert.Single(ExternalModelFit.Misfits(model, LayoutLibrary.Load(layout))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_image_that_the_layout_does_not_carry_is_named()
    {
        var model = Model(
            GivenModelFile.Write(_folder["m.onnx"], Weights, 16),
            new ExternalModelStamps([CutoutKind.Science, CutoutKind.Template], 0, false)
        );
        var layout = LayoutLibrary.Load("ztf-cropped") with { Images = [CutoutKind.Science] };
        Assert.Contains(
            "scale 0 has no template image",
            Assert.Single(ExternalModelFit.Misfits(model, layout)).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(ExternalModelFit.Misfits(model, layout with { Images = All }));
        Assert.Contains(
            "it contains no image",
            Assert.Single(ExternalModelFit.Misfits(model, layout with { Images = [], Scales = [] })).Message,
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void A_model_of_another_program_with_two_inputs_and_two_outputs_is_scored_as_its_arithmetic_says()
    {
        PeerScript.Run("external_model.py", ["onnx", "numpy"], _folder["peer.onnx"]);
        var model = new ExternalModel(
            ExternalModelFile.Read(_folder["peer.onnx"]),
            [
                new ExternalModelInput("sky", null),
                new ExternalModelInput("images", new ExternalModelStamps([CutoutKind.Science, CutoutKind.Template], 3, false)),
            ],
            ["a", "b", "c"],
            ExternalModelScores.Logits,
            "logits"
        );
        Assert.Empty(ExternalModelFit.Problems(model));
        Assert.Empty(ExternalModelFit.Misfits(model, LayoutLibrary.Load("ztf-multiscale")));
        var stamps = Stamps(35, [.. Enumerable.Repeat(new StampTensorShape(6, 8), 4)]);
        using var session = new ExternalModelSession(model, LayoutLibrary.Load("ztf-multiscale"));
        var scores = session.Score(stamps, model.Classes);
        for (var i = 0; i < stamps.Count; i++)
        {
            var sky = stamps.SkyPosition(i);
            var logits = Times([Mean(stamps.Channel(i, 3, 0)), Mean(stamps.Channel(i, 3, 1))]);
            AssertNear(
                Softmax([logits[0] + (0.5f * sky[0]), logits[1] + (0.25f * sky[1]), logits[2] - (0.5f * sky[2])]),
                scores.AsSpan(3 * i, 3)
            );
        }
    }

    private static ExternalModel Model(
        string path,
        ExternalModelStamps shown,
        ExternalModelScores gives = ExternalModelScores.Probabilities
    ) => new(ExternalModelFile.Read(path), [new ExternalModelInput("stamp", shown)], ["a", "b", "c"], gives, "scores");

    private static StampTensors Stamps(int count, params StampTensorShape[] shapes)
    {
        var random = new RandomSource(new Seed(4));
        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble())];
        return new StampTensors(count, shapes, [.. shapes.Select(s => Draw(count * s.Length))], Draw(count * 3));
    }

    private static float Mean(ReadOnlySpan<float> pixels) => pixels.ToArray().Average();

    private static float[] Times(float[] means) =>
        [.. Enumerable.Range(0, 3).Select(k => (means[0] * Weights[0, k]) + (means[1] * Weights[1, k]))];

    private static float[] Softmax(float[] logits)
    {
        var exponentials = logits.Select(l => Math.Exp(l - logits.Max())).ToArray();
        return [.. exponentials.Select(e => (float)(e / exponentials.Sum()))];
    }

    private static void AssertNear(float[] expected, ReadOnlySpan<float> actual) =>
        Assert.All(expected.Zip(actual.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-5f));
}
