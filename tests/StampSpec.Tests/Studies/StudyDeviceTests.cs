using StampSpec.Learning;
using StampSpec.Learning.Onnx;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary><c>--device</c> and <c>training.device</c>. That a GPU is asked for and refused is tested here, not what it computes.</summary>
public sealed class StudyDeviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("study")]
    [InlineData("explore")]
    public void Cuda_where_it_cannot_be_used_is_refused_before_anything_is_written(string command)
    {
        SkipWithCuda();
        File.WriteAllText(_folder["study.yaml"], TinyStudy.Spec);
        AssertRefused(CommandLine.Run(command, _folder["study.yaml"], "--out", _folder["out"], "--device", "cuda"));
    }

    [SkippableFact]
    public void Cuda_in_the_spec_of_one_layout_is_refused_as_well()
    {
        SkipWithCuda();
        WriteSpec("ztf-multiscale]", "{layout: ztf-multiscale, training: {device: cuda}}]");
        AssertRefused(CommandLine.Run("study", _folder["study.yaml"], "--out", _folder["out"]));
    }

    [SkippableFact]
    public void Classifying_with_cuda_where_it_cannot_be_used_is_refused_before_the_model_is_read()
    {
        SkipWithCuda();
        AssertRefused(CommandLine.Run("classify", _folder["absent.onnx"], _folder.Path, "--out", _folder["out"], "--device", "cuda"));
    }

    [Fact]
    public void The_option_overrides_the_spec_and_the_results_say_so()
    {
        WriteSpec("training: {", "training: {device: cuda, ");
        var result = CommandLine.Run("study", _folder["study.yaml"], "--out", _folder["out"], "--no-report", "--device", "cpu");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.DoesNotContain("device: cuda", File.ReadAllText(_folder["out", "study.lock.yaml"]), StringComparison.Ordinal);
        Assert.Contains(", Cpu provider\"", File.ReadAllText(_folder["out", "provenance.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_cell_of_another_device_is_run_again()
    {
        Assert.Equal(0, TinyStudy.Run(_folder, "out").ExitCode);
        var study = StudySpecFile.Load(_folder["study.yaml"], []);
        Assert.Empty(PendingReasons(study.On(ExecutionDevice.Cpu)));
        Assert.Equal(Enumerable.Repeat("the training settings changed", 4), PendingReasons(study.On(ExecutionDevice.Cuda)));
    }

    [Fact]
    public void The_option_reaches_every_layout_and_the_pretraining()
    {
        WriteSpec("mix: balanced}, classes", "mix: balanced}, pretrain: {synthetic: {alerts: 30}}, classes");
        var study = StudySpecFile.Load(_folder["study.yaml"], []);
        Assert.Equal([ExecutionDevice.Cpu], study.Devices);
        Assert.Equal([ExecutionDevice.Cuda], study.On(ExecutionDevice.Cuda).Devices);
        Assert.Equal(ExecutionDevice.Cuda, study.On(ExecutionDevice.Cuda).DataSet.Pretraining!.Training.Device);
    }

    [Fact]
    public void Another_word_is_wrong_input()
    {
        var result = CommandLine.Run("study", "quickstart", "--device", "gpu");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--device is 'gpu', but it takes cpu or cuda", result.Error, StringComparison.Ordinal);
    }

    private void WriteSpec(string old, string changed)
    {
        Assert.Contains(old, TinyStudy.Spec, StringComparison.Ordinal);
        File.WriteAllText(_folder["study.yaml"], TinyStudy.Spec.Replace(old, changed, StringComparison.Ordinal));
    }

    private IEnumerable<string?> PendingReasons(Study study)
    {
        using var prepared = PreparedStudy.Make(study, _folder["out"], new StudyOptions("test"), CancellationToken.None);
        return [.. prepared.Plan.Pending.Select(c => c.State.Reason)];
    }

    private void AssertRefused(CommandLineResult result)
    {
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error learning.device: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("compute with --device cpu", result.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder["out"]));
    }

    private static void SkipWithCuda() => Skip.If(OnnxRuntimeLibrary.ProblemOf(ExecutionDevice.Cuda) is null, "CUDA works on this machine");
}
