using Microsoft.ML.OnnxRuntime;
using Mono.Cecil;
using StampSpec.Cli;
using StampSpec.Learning.Onnx;

namespace StampSpec.Tests.Architecture;

/// <summary>ONNX Runtime is started and its sessions are opened in one place, which turns telemetry off and knows the devices.</summary>
public sealed class OnnxRuntimeGateTests
{
    private static readonly string[] Gate = [typeof(OnnxRuntimeLibrary).FullName!, typeof(SessionFactory).FullName!];

    private static readonly string[] Made = [typeof(InferenceSession).FullName!, typeof(SessionOptions).FullName!];

    [Fact]
    public void Only_the_gate_starts_ONNX_Runtime_and_makes_sessions()
    {
        using var library = AssemblyDefinition.ReadAssembly(typeof(OnnxRuntimeLibrary).Assembly.Location);
        var callers = library.MainModule.GetTypes().Where(t => t.Methods.Any(Starts)).Select(t => (t.DeclaringType ?? t).FullName);
        Assert.Equal(Gate, callers.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_command_does_not_know_ONNX_Runtime()
    {
        var runtime = typeof(OrtEnv).Assembly.GetName().Name;
        Assert.DoesNotContain(typeof(CommandLineApplication).Assembly.GetReferencedAssemblies(), a => a.Name == runtime);
    }

    private static bool Starts(MethodDefinition method) =>
        method.HasBody
        && method
            .Body.Instructions.Select(i => i.Operand)
            .OfType<MethodReference>()
            .Any(called =>
                called.DeclaringType.FullName == typeof(OrtEnv).FullName
                || (called.Name == ".ctor" && Made.Contains(called.DeclaringType.FullName))
            );
}
