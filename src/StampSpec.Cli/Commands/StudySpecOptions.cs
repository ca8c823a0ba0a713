using System.CommandLine;
using System.CommandLine.Completions;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;

namespace StampSpec.Cli.Commands;

/// <summary>The argument and options that say which study is meant, shared by the commands that take a spec.</summary>
internal sealed class StudySpecOptions
{
    private readonly Argument<string> _spec = new("SPEC")
    {
        HelpName = "SPEC",
        Description = "Name of a study (" + string.Join(", ", StudyLibrary.Names) + ") or path of its YAML file.",
    };

    private readonly Option<string?> _out = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder of the results; out/NAME unless given.",
    };

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "A small version that shows in about a minute whether all of it works.",
    };

    private readonly Option<int?> _runs = new("--runs") { HelpName = "N", Description = "Training runs of each layout." };

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "ALERTS",
        Description = "Alerts: a file, a folder, or a tar archive; in place of dataset.data.",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        HelpName = "FILE",
        Description = "Labels of the alerts; in place of dataset.labels.",
    };

    private readonly Option<string?> _testData = new("--test-data")
    {
        HelpName = "ALERTS",
        Description = "Alerts of a separate test set; in place of dataset.test-data.",
    };

    private readonly Option<string?> _testLabels = new("--test-labels")
    {
        HelpName = "FILE",
        Description = "Labels of the separate test set; in place of dataset.test-labels.",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description =
            "key=value: a value in place of the spec's, such as training.steps=200 or layouts[0].training.steps=200; may be repeated."
            + "key=value: a value in place of the spec's, such as training.steps=200 or layouts[0].training.steps=200; may be repeated.",
    };

    private readonly Option<string?> _device = DeviceOption.Create("Where to compute, whatever the spec says.");

    /// <summary>Lets completion offer the names.</summary>
    public StudySpecOptions() => _spec.CompletionSources.Add(_ => StudyLibrary.Names.Select(n => new CompletionItem(n)));

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_spec);
        foreach (var option in new Option[] { _out, _quick, _runs, _data, _labels, _testData, _testLabels, _set, _device })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The study that the command line means.</summary>
    public Study Load(ParseResult parsed)
    {
        var study = StudySpecFile.Load(parsed.GetRequiredValue(_spec), [.. Overrides(parsed)]);
        study = parsed.GetValue(_quick) ? QuickStudy.Of(study) : study;
        return DeviceOption.Of(parsed, _device) is { } device ? study.On(device) : study;
    }

    /// <summary>The study's folder.</summary>
    public string Folder(ParseResult parsed, Study study) => parsed.GetValue(_out) ?? Path.Combine("out", study.Name);

    private IEnumerable<SpecOverride> Overrides(ParseResult parsed)
    {
        foreach (var text in parsed.GetValue(_set) ?? [])
        {
            yield return SpecOverride.Parse(text);
        }

        if (parsed.GetValue(_runs) is { } runs)
        {
            yield return new SpecOverride("runs", runs.ToString(System.Globalization.CultureInfo.InvariantCulture)) { Source = _runs.Name };
        }

        foreach (
            var (option, key) in new[] { (_data, "data"), (_labels, "labels"), (_testData, "test-data"), (_testLabels, "test-labels") }
        )
        {
            if (parsed.GetValue(option) is { } path)
            {
                yield return new SpecOverride($"dataset.{key}", Quoted(path)) { Source = option.Name };
            }
        }
    }

    // A path is text, whatever YAML would make of its characters.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
