using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Cutting;
using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Inference;

/// <summary>
/// Makes stamps for a model as the study did that scored it: simulated to the same resolution, cut, sent in the same encoding, normalised.
/// ZTF alerts go through the study's simulation; alerts of the survey that it simulates are taken as they are.
/// </summary>
internal sealed class ModelStamps
{
    private readonly ModelDescription _model;
    private readonly Seed _simulationSeed;

    /// <summary>Reads what a model says about its stamps.</summary>
    /// <exception cref="InvalidInputException">It names an encoding or a simulation that this version does not know.</exception>
    public ModelStamps(ModelDescription model)
    {
        _model = model;
        Encoding = PixelEncoding.All.FirstOrDefault(e => e.Name == model.Origin.Encoding)
            ?? throw Unknown($"the model was scored on stamps in the encoding {model.Origin.Encoding}, which this version does not know");
        if (model.Origin.Simulation is { } text)
        {
            Simulation = Parse(text);
            _simulationSeed = new Seed(
                model.Origin.SimulationSeed
                    ?? throw Unknown("the model was scored on simulated alerts, and does not say with which seed their noise was drawn")
            );
        }
    }

    /// <summary>The encoding in which the model's stamps were sent.</summary>
    public PixelEncoding Encoding { get; }

    /// <summary>How ZTF alerts were simulated for the model; null if they were taken as they are.</summary>
    public SimulationSettings? Simulation { get; }

    /// <summary>What a model records of its stamps' pixels, for the constructor to read.</summary>
    /// <param name="encoding">The encoding in which they were sent.</param>
    /// <param name="simulation">How the alerts were simulated; null if they were taken as they are.</param>
    /// <param name="seed">Seed of the simulation's noise.</param>
    public static StampOrigin OriginOf(PixelEncoding encoding, SimulationSettings? simulation, Seed seed) =>
        new(encoding.Name)
        {
            Simulation = simulation is null ? null : JsonSerializer.Serialize(SimulationSpec.Write(simulation)),
            SimulationSeed = simulation is null ? null : seed.Value,
        };

    /// <summary>A builder of the model's stamps, for alerts that <see cref="Prepare"/> gives.</summary>
    /// <param name="capacity">Alerts expected.</param>
    public StampTensorBuilder Builder(int capacity) =>
        new(_model.Layout, _model.Normalisation, capacity, StampTransmission.Receiver(_model.Layout, Encoding));

    /// <summary>An alert as stamps are cut from it.</summary>
    /// <exception cref="InvalidInputException">It cannot be simulated, or its cutouts do not hold what the layout shows.</exception>
    public Alert Prepare(Alert alert)
    {
        if (Simulation is not null && alert.Survey == SurveyKind.Ztf)
        {
            // A simulated image is as large as its seeing leaves it; the study, too, scored what lies beyond it as missing.
            return LsstSimulator.Simulate(alert, Simulation, _simulationSeed);
        }

        return Unserved(alert) is { } problem ? throw new InvalidInputException(problem) : alert;
    }

    private Diagnostic? Unserved(Alert alert)
    {
        var layout = _model.Layout;
        var problem = NativeCoverage.Problems(layout, alert).FirstOrDefault();
        return problem is null ? null : problem with { Fix = $"the model was trained on {layout.Name}; give it alerts of that survey" };
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
