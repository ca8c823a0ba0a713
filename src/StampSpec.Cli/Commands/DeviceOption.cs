using System.CommandLine;
using StampSpec.Learning;

namespace StampSpec.Cli.Commands;

/// <summary>The option <c>--device</c>.</summary>
internal static class DeviceOption
{
    private static readonly (string Word, ExecutionDevice Device)[] Devices =
    [
        .. Enum.GetValues<ExecutionDevice>().Select(d => (d.ToString().ToLowerInvariant(), d)),
    ];

    /// <summary>Creates it.</summary>
    /// <param name="description">The description of the option, to which the requirements of CUDA are added.</param>
    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--device")
        {
            Description = $"{description} cuda needs an NVIDIA GPU and a build with -p:OnnxRuntimeGpu=true.",
        };
        option.AcceptOneOf([.. Devices.Select(d => d.Word)]);
        return option;
    }

    /// <summary>The device that the command line names; null if it names none.</summary>
    public static ExecutionDevice? Of(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } word ? Devices.Single(d => d.Word == word).Device : null;
}
