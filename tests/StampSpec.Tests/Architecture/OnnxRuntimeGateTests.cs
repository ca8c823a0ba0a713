using Microsoft.ML.OnnxRuntime;
using Mono.Cecil;
using StampSpec.Cli;
using StampSpec.Learning;

namespace StampSpec.Tests.Architecture;

/// <summary>ONNX Runtime is started, and its sessions are made, in one place, which turns its telemetry off and knows the devices.</summary>
public sealed class OnnxRuntimeGateTests
{
    private static readonly string[] Gate = [typeof(OnnxRuntimeLibrary).FullName!, typeof(SessionFactory).FullName!];

    [Fact]
    public void Only_the_gate_starts_ONNX_Runtime_and_makes_sessions()
    {
        using var library = AssemblyDefinition.ReadAssembly(typeof(OnnxRuntimeLibrary).Assembly.Location);
        var callers = library.MainModule.GetTypes().Where(t => t.Methods.Any(Starts)).Select(t => (t.DeclaringType ?? t).FullName).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Gate, callers);
    }

    [Fact]
    public void The_command_does_not_know_ONNX_Runtime() =>
        Assert.DoesNotContain(typeof(CommandLineApplication).Assembly.GetReferencedAssemblies(), a => a.Name == typeof(OrtEnv).Assembly.GetName().Name);

    private static bool Starts(MethodDefinition method) => method.HasBody && method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>().Any(called =>
        called.DeclaringType.FullName == typeof(OrtEnv).FullName
        || (called.Name == ".ctor" && (called.DeclaringType.FullName == typeof(InferenceSession).FullName || called.DeclaringType.FullName == typeof(SessionOptions).FullName)));
}
