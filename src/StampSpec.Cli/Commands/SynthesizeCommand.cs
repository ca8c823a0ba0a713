using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec synthesize</c>: writes synthetic ZTF alerts as Avro packets with a label table.</summary>
internal static class SynthesizeCommand
{
    private const int MostAlerts = 10_000_000;

    private static readonly Option<string> Folder = new("--out")
    {
        Description = "Folder to write to; it must be new or empty.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<int> Alerts = QuantityOption.Required<int>(
        "--alerts",
        "N",
        "Number of alerts.",
        Quantity.Whole(1, MostAlerts)
    );

    private static readonly Option<ulong> Seed = SeedOption.Create("Seed; the same seed gives the same alerts.");

    private static readonly Option<string> Mix = ChoiceOption.Create(
        "--mix",
        "How often each class occurs.",
        [ClassMix.Published.Name, ClassMix.Balanced.Name],
        ClassMix.Published.Name
    );

    private static readonly Option<string[]> Classes = new("--classes")
    {
        Description = "Write only these classes: " + string.Join(", ", SkyClassLabels.All) + ".",
        HelpName = "CLASS",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Classes.AcceptOneOf([.. SkyClassLabels.All]);
        var command = new Command("synthesize", "Write synthetic ZTF alerts as real Avro packets, and labels.csv.")
        {
            Folder,
            Alerts,
            Seed,
            Mix,
            Classes,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var mix = ClassMix.Find(parsed.GetRequiredValue(Mix))!;
        if (parsed.GetValue(Classes) is { Length: > 0 } labels)
        {
            mix = mix.Only([.. labels.Select(label => SkyClassLabels.Find(label)!.Value)]);
        }

        var folder = parsed.GetRequiredValue(Folder);
        var count = parsed.GetRequiredValue(Alerts);
        var error = parsed.InvocationConfiguration.Error;
        var alerts = SyntheticSurvey.Generate(new SurveySettings { Mix = mix }, count, new Seed(parsed.GetRequiredValue(Seed)));
        SurveyFolder.Write(folder, alerts, new WrittenAlerts(error, count), cancellation);
        parsed.InvocationConfiguration.Output.WriteLine(Path.Combine(folder, "labels.csv"));
        return ExitCode.Done;
    }

    // Writes at most ten lines, whatever the number of alerts.
    private sealed class WrittenAlerts(TextWriter error, int count) : IProgress<int>
    {
        private int _tenths;

        public void Report(int value)
        {
            var tenths = (int)(10L * value / count);
            if (tenths > _tenths)
            {
                _tenths = tenths;
                error.WriteLine(FormattableString.Invariant($"{value} of {count} alerts"));
            }
        }
    }
}
