using StampSpec.Benchmarks;
using StampSpec.Benchmarks.Alerts;
using StampSpec.Benchmarks.Fuzzing;
using StampSpec.Benchmarks.Imaging;
using StampSpec.Benchmarks.Learning;
using StampSpec.Benchmarks.Sky;
using StampSpec.Benchmarks.Studies;

IComparison[] comparisons =
[
    new IngestionComparison(),
    new ParquetComparison(),
    new ResamplingComparison(),
    new LsstRealismComparison(),
    new LibtorchComparison(),
    new ProfileComparison(),
    new SynthesisComparison(),
    new RealismComparison(),
    new SkyAucComparison(),
    new RubinRealismComparison(),
    new RubinLabels(),
    new CoverageComparison(),
    new BootstrapSpeedComparison(),
    new KillComparison(),
    new FuzzComparison(),
    new SoakComparison(),
];

var chosen = args.Length == 0 ? null : comparisons.FirstOrDefault(c => c.Name == args[0]);
if (chosen is not null)
{
    return chosen.Run(args[1..], Console.Out);
}

Console.Error.WriteLine("usage: dotnet run -c Release --project tests/StampSpec.Benchmarks -- COMPARISON [ARGUMENT...]");
foreach (var comparison in comparisons)
{
    Console.Error.WriteLine($"  {comparison.Name, -16} {comparison.Description}");
}

return 2;
