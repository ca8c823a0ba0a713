using System.Collections.Concurrent;
using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Inference;

/// <summary>
/// Makes stamps for a model in the same way as the study that scored it: simulated to the same resolution, cut, sent in the same encoding,
/// and normalised. ZTF alerts pass through the study's simulation; alerts of the simulated survey are not changed.
/// </summary>
internal sealed class ModelStamps
{
    private readonly ModelDescription _model;
    private readonly Seed _simulationSeed;
    private readonly StampControl? _control;
    private readonly IReadOnlyList<SurveyKind> _surveys;

    // Alerts are prepared on several threads, and the sentence names the shipped models of the survey, which takes long to find out.
    private readonly ConcurrentDictionary<SurveyKind, Diagnostic> _refusals = new();

    /// <summary>Reads the description of a model's stamps.</summary>
    /// <exception cref="InvalidInputException">
    /// This version does not know the encoding, the simulation or the control, or the stamps showed the field of other alerts.
    /// </exception>
    public ModelStamps(ModelDescription model)
    {
        _model = model;
        Encoding = PixelEncoding.All.FirstOrDefault(e => e.Name == model.Origin.Encoding)
            ?? throw Unknown($"the model was scored on stamps in the encoding {model.Origin.Encoding}, which this version does not know");
        if (model.Origin.Simulation is { } text)
        {
            Simulation = Parse(text, SimulationSpec.Declaration, "simulated alerts");
            _simulationSeed = new Seed(
                model.Origin.SimulationSeed
                    ?? throw Unknown("the model was scored on simulated alerts, but does not contain the seed of their noise")
            );
        }

        _control = model.Origin.Control is { } control ? ControlOf(control) : null;
        _surveys = SurveysOf(model);
    }

    /// <summary>
    /// A warning if the model does not say from which survey it learned, so that nothing protects from alerts of another one; otherwise
    /// null. A model of simulated alerts accepts ZTF's, which it simulates, and Rubin's.
    /// </summary>
    public Diagnostic? Warning =>
        Simulation is null && _surveys.Count == 0
            ? Diagnostic.Warning(
                "model.survey",
                "the model does not say whether it learned from alerts of ZTF or of Rubin, so alerts of the other survey are not refused"
            ) with
            {
                Fix = "check that these alerts are of the survey from which it learned",
            }
            : null;

    /// <summary>The encoding in which the model's stamps were sent.</summary>
    public PixelEncoding Encoding { get; }

    /// <summary>How ZTF alerts were simulated for the model; null if they were not.</summary>
    public SimulationSettings? Simulation { get; }

    /// <summary>The record of the origin of a model's stamps, which the constructor reads.</summary>
    /// <param name="encoding">The encoding in which they were sent.</param>
    /// <param name="simulation">How the alerts were simulated; null if they were not.</param>
    /// <param name="seed">Seed of the simulation's noise.</param>
    /// <param name="control">The control experiment for which the images were changed; null if there is none.</param>
    public static StampOrigin OriginOf(PixelEncoding encoding, SimulationSettings? simulation, Seed seed, StampControl? control = null) =>
        new(encoding.Name)
        {
            Control = control is null ? null : JsonSerializer.Serialize(StampControlSpec.Write(control)),
            Simulation = simulation is null ? null : JsonSerializer.Serialize(SimulationSpec.Write(simulation)),
            SimulationSeed = simulation is null ? null : seed.Value,
        };

    /// <summary>Surveys as <see cref="StampOrigin.Survey"/> writes them.</summary>
    public static string WordsOf(IEnumerable<SurveyKind> surveys) => string.Join(' ', surveys.Select(WordOf));

    /// <summary>The surveys from whose alerts a model learned; none if it does not say it, or learned from simulated alerts.</summary>
    public static IReadOnlyList<SurveyKind> SurveysOf(ModelDescription model)
    {
        var words = (model.Origin.Survey ?? model.Facts?.Survey ?? "").Split(' ');
        return model.Origin.Simulation is null ? [.. Enum.GetValues<SurveyKind>().Where(s => words.Contains(WordOf(s)))] : [];
    }

    /// <summary>A builder of the model's stamps, for alerts from <see cref="Prepare"/>.</summary>
    /// <param name="capacity">Expected number of alerts.</param>
    public StampTensorBuilder Builder(int capacity) =>
        new(_model.Layout, _model.Normalisation, capacity, StampTransmission.Receiver(_model.Layout, Encoding));

    /// <summary>The alert from which stamps are cut: simulated if the model needs that.</summary>
    /// <exception cref="InvalidInputException">
    /// The alert is of another survey than those from which the model learned, it cannot be simulated, its packet lacks a column of the
    /// layout, or its cutouts do not contain the layout's images and pixels.
    /// </exception>
    public Alert Prepare(Alert alert)
    {
        if (_surveys.Count > 0 && !_surveys.Contains(alert.Survey))
        {
            throw new InvalidInputException(_refusals.GetOrAdd(alert.Survey, OfAnotherSurvey));
        }

        if (AlertVectors.ColumnProblem(_model.Layout, alert) is { } lacking)
        {
            throw new InvalidInputException(
                lacking with
                {
                    Message = $"the model needs packet columns: {lacking.Message}",
                    Fix = "use a model without packet columns, or packets that have them",
                }
            );
        }

        if (Simulation is not null && alert.Survey == SurveyKind.Ztf)
        {
            // The size of a simulated image depends on its seeing. As in the study, pixels outside the image are missing.
            return Controlled(LsstSimulator.Simulate(alert, Simulation, _simulationSeed));
        }

        return Unserved(alert) is { } problem ? throw new InvalidInputException(problem) : Controlled(alert);
    }

    private static string WordOf(SurveyKind survey) => survey.ToString().ToLowerInvariant();

    private Diagnostic OfAnotherSurvey(SurveyKind survey)
    {
        var (own, other) = (string.Join(" and ", _surveys.Select(PacketColumn.NameOf)), PacketColumn.NameOf(survey));
        return Diagnostic.Error(
            "classify.survey",
            $"this is a packet of {other}, but {_model.Facts?.Name ?? "the model"} learned from alerts of {own}",
            fix: $"use a model of {other}{ShippedModels.InWords(survey)}"
        );
    }

    private Alert Controlled(Alert alert) => _control is null ? alert : new ControlledImages(_control).Apply(alert, null);

    private Diagnostic? Unserved(Alert alert)
    {
        var layout = _control?.CutFrom ?? _model.Layout;
        var problem = NativeCoverage.Problems(layout, alert).FirstOrDefault();
        return problem is null
            ? null
            : problem with
            {
                Fix =
                    FormattableString.Invariant(
                        $"the model's layout {layout.Name} needs cutouts of {layout.FieldOfViewArcsec:0.#} arcsec with pixels of "
                    ) + FormattableString.Invariant($"{layout.Scales[0].PixelScaleArcsec:0.##} arcsec or finer"),
            };
    }

    private static T Parse<T>(string text, SpecMapping<T> declaration, string alerts)
    {
        var findings = new SpecFindings();
        return SpecParser.Parse(text, null, findings) is { } node && declaration.TryBind(node, findings, out var value)
            ? value
            : throw Unknown($"the model was scored on {alerts}, but this version does not know the settings");
    }

    private static StampControl ControlOf(string text)
    {
        var control = Parse(text, StampControlSpec.Declaration, "images changed for a control experiment");
        return control.OtherFieldBeyondArcsec is null
            ? control
            : throw InvalidInputException.Of(
                "model.control",
                "the model was trained for a control experiment, on stamps whose wide field came from other alerts, so it cannot "
                    + "classify alerts",
                fix: "use the model of a layout without other-field-beyond"
            );
    }

    private static InvalidInputException Unknown(string message) =>
        new(Diagnostic.Error("model.stamps", message, fix: "use the version of StampSpec that made the model"));
}
