using System.Globalization;
using System.Text.Json;
using StampSpec.Alerts.Inspection;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Inference;

/// <summary>Another program gets the same probabilities from a model, the exported arrays and cut.json alone.</summary>
public sealed class OtherRuntimeTests : IDisposable
{
    private const string Package = "onnxruntime-node";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("ztf-multiscale", "before")]
    [InlineData("ztf-multiscale", "after")]
    [InlineData("ztf-cropped-fourier", "before")]
    public void Probabilities_of_real_alerts_with_missing_pixels_are_those_of_classify(string layout, string normalisation)
    {
        var alerts = Repository.SharedPath("data", "ztf");
        Directory.CreateDirectory(_folder["alerts"]);
        foreach (var packet in Packets(alerts))
        {
            File.Copy(packet, _folder["alerts", Path.GetFileName(packet)]);
        }

        var model = Train(layout, normalisation);
        Run("cut", layout, _folder["alerts"], "--out", _folder["stamps"], "--normalisation", normalisation);
        Run("classify", model, _folder["alerts"], "--out", _folder["ours.csv"]);
        var ours = File.ReadAllLines(_folder["ours.csv"]).Skip(1).Select(line => line.Split(',')[2..5]).ToArray();
        var theirs = JsonSerializer.Deserialize<double[][]>(PeerScript.RunNode("classify_cut.cjs", Package, model, _folder["stamps"]))!;
        Assert.Equal(ours.Length, theirs.Length);
        Assert.All(ours.Zip(theirs), pair =>
            Assert.All(pair.First.Zip(pair.Second), p => Assert.Equal(double.Parse(p.First, CultureInfo.InvariantCulture), p.Second, 1e-5))
        );
    }

    private static IEnumerable<string> Packets(string folder)
    {
        var all = Directory.GetFiles(folder, "*.avro").Order(StringComparer.Ordinal).ToArray();
        var edges = all.Where(IsAtEdge).Take(12).ToArray();
        Assert.Equal(12, edges.Length);
        return all.Where((_, i) => i % 40 == 0).Union(edges);
    }

    private static bool IsAtEdge(string file) => PacketInspector.Inspect([file]).Single().Cutouts.Any(c => c.Finite < 63 * 63);

    private string Train(string layout, string normalisation)
    {
        File.WriteAllText(
            _folder["study.yaml"],
            $"""
            name: other-runtime
            dataset: {"{"}synthetic: {"{"}alerts: 36, mix: balanced{"}"}, classes: [asteroid, satellite, sn]{"}"}
            layouts: [{layout}]
            normalisation: {normalisation}
            classifier: {"{"}widths: [4, 4], dense: 8, learning-rate: 0.01{"}"}
            training: {"{"}batch: 8, steps: 30, evaluate-every: 30{"}"}
            split: {"{"}test: 0.3, validation: 0.3{"}"}
            runs: 1
            resamples: 100

            """
        );
        Run("study", _folder["study.yaml"], "--out", _folder["study"], "--no-report");
        return Assert.Single(Directory.GetFiles(_folder["study", "models"], "*.onnx"));
    }

    private static void Run(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
