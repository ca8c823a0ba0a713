using System.CommandLine;
using System.CommandLine.Completions;
using StampSpec.Common;
using StampSpec.Specs;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;

namespace StampSpec.Cli.Commands;

/// <summary>The argument and options that define the study, shared by the commands that take a spec.</summary>
internal sealed class StudySpecOptions
{
    private readonly Argument<string> _spec = new("SPEC")
    {
        HelpName = "SPEC",
        Description = "Name of a study (" + string.Join(", ", StudyLibrary.Names) + ") or the path of its YAML file.",
    };

    private readonly Option<string?> _out = new("--out") { HelpName = "DIR", Description = "Folder for the results; default: out/NAME." };

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Run a small version that shows in about a minute whether everything works.",
    };

    private readonly Option<int?> _runs = QuantityOption.Optional<int>(
        "--runs",
        "N",
        "Training runs of each layout.",
        Quantity.Whole(1, 1000)
    );

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "ALERTS",
        Description = "Alerts: a packet, a folder, a Parquet table or a tar archive; replaces dataset.data.",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        HelpName = "FILE",
        Description = "Labels of the alerts, a CSV or Parquet table; replaces dataset.labels.",
    };

    private readonly Option<string?> _testData = new("--test-data")
    {
        HelpName = "ALERTS",
        Description = "Alerts of a separate test set, as for --data; replaces dataset.test-data.",
    };

    private readonly Option<string?> _testLabels = new("--test-labels")
    {
        HelpName = "FILE",
        Description = "Labels of the separate test set; replaces dataset.test-labels.",
    };

    private readonly Option<string?> _schemas = SchemasOption.Create();

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "KEY=VALUE",
        Description =
            "Replace a value of the spec, for example training.steps=200 or layouts[0].training.steps=200. The option may be repeated.",
    };

    private readonly Option<string?> _device = DeviceOption.Create("Device for the computation; overrides the spec.");

    /// <summary>Offers the names of studies for completion.</summary>
    public StudySpecOptions() => _spec.CompletionSources.Add(_ => StudyLibrary.Names.Select(n => new CompletionItem(n)));

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_spec);
        foreach (var option in new Option[] { _out, _quick, _runs, _data, _labels, _testData, _testLabels, _schemas, _set, _device })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The study of the command line.</summary>
    public Study Load(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_spec);
        SpecOverride[] overrides = [.. Overrides(parsed)];
        var study = StudySpecFile.Load(name, overrides);
        RequireRealAlerts(name, study.DataSet.Real, "data", overrides);
        RequireRealAlerts(name, study.DataSet.Test, "test-data", overrides);
        study = parsed.GetValue(_quick) ? QuickStudy.Of(study) : study;
        return DeviceOption.Of(parsed, _device) is { } device ? study.On(device) : study;
    }

    /// <summary>Paths of a study that is given by its name start from the working folder, which is seldom that of the spec.</summary>
    private static void RequireRealAlerts(string name, LabelledFiles? files, string key, IReadOnlyList<SpecOverride> overrides)
    {
        if (
            files is not null
            && !Path.Exists(files.AlertsPath)
            && StudyLibrary.TextOf(name) is not null
            && overrides.All(o => o.Path != $"dataset.{key}")
        )
        {
            var labels = key.Replace("data", "labels", StringComparison.Ordinal);
            throw InvalidInputException.Of(
                "study.no-data",
                "the study needs real alerts, which do not come with its name",
                file: name,
                fix: $"add --{key} ALERTS --{labels} FILE, or give the file specs/studies/{name}.yaml of a checkout beside shared/data"
            );
        }
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

        (Option<string?> Option, string Key)[] paths =
        [
            (_data, "data"),
            (_labels, "labels"),
            (_testData, "test-data"),
            (_testLabels, "test-labels"),
            (_schemas, "schemas"),
        ];
        foreach (var (option, key) in paths)
        {
            if (parsed.GetValue(option) is { } path)
            {
                yield return new SpecOverride($"dataset.{key}", Quoted(path)) { Source = option.Name };
            }
        }
    }

    // A path is text, even if YAML would interpret its characters differently.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
