using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Diagnostics;
using StampSpec.Imaging;
using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Seeds;
using StampSpec.Specs;
using StampSpec.Studies.Specification;

namespace StampSpec.Studies.Data;

/// <summary>
/// Makes stamps for a model as the study did that scored it: simulated to the same resolution, cut, sent in the same encoding, normalised. ZTF alerts go through
/// the study's simulation; alerts of the survey that it stands for are taken as they are.
/// </summary>
public sealed class ModelStamps
{
    private readonly ModelDescription _model;
    private readonly PixelEncoding _encoding;
    private readonly SimulationSettings? _simulation;

    /// <summary>Reads what a model says about its stamps.</summary>
    /// <exception cref="InvalidInputException">It names an encoding or a simulation that this version does not know.</exception>
    public ModelStamps(ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _encoding = PixelEncoding.All.FirstOrDefault(e => e.Name == model.Origin.Encoding)
            ?? throw Unknown($"the model was scored on stamps sent in the encoding {model.Origin.Encoding}, which this version does not know");
        _simulation = model.Origin.Simulation is { } text ? Parse(text) : null;
    }

    /// <summary>What a study's model records of the stamps of one of its layouts.</summary>
    internal static StampOrigin OriginOf(Study study, StudyLayout layout) => new(layout.SentAs.Name)
    {
        Simulation = study.DataSet.Simulation is { } settings ? JsonSerializer.Serialize(SimulationSpec.Write(settings)) : null,
        SimulationSeed = study.DataSet.Simulation is null ? null : SourceSimulation.SeedOf(study).Value,
    };

    /// <summary>A builder of the model's stamps, for alerts that <see cref="Prepare"/> gives.</summary>
    /// <param name="capacity">Alerts expected.</param>
    public StampTensorBuilder Builder(int capacity) => new(
        _model.Layout, _model.Normalisation, capacity, _encoding.IsLossless ? null : new StampTransmission(_model.Layout, _encoding).Receive);

    /// <summary>An alert as stamps are cut from it.</summary>
    /// <exception cref="InvalidInputException">It cannot be simulated.</exception>
    public Alert Prepare(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return _simulation is not null && alert.Survey == SurveyKind.Ztf ? LsstSimulator.Simulate(alert, _simulation, new Seed(_model.Origin.SimulationSeed ?? 0)) : alert;
    }

    private static SimulationSettings Parse(string text)
    {
        var findings = new SpecFindings();
        return SpecParser.Parse(text, null, findings) is { } node && SimulationSpec.Declaration.TryBind(node, findings, out var settings)
            ? settings
            : throw Unknown("the model was scored on simulated alerts, in a way that this version does not know");
    }

    private static InvalidInputException Unknown(string message) =>
        new(Diagnostic.Error("model.stamps", message) with { Fix = "use the version of StampSpec that made the model" });
}
