using System.Globalization;
using StampSpec.Reports.Figures;

namespace StampSpec.Benchmarks.Sky;

/// <summary>How similar the synthetic survey is to real alerts: distributions, a two-sample test by classifier, transfer to real
/// alerts.</summary>
internal sealed class RealismComparison : IComparison
{
    private const string TwoSampleHeader = "layout,class,n-real,n-synthetic,auc";
    private const string TransferHeader = "layout,real-alerts,metric,n,value,low,high";

    public string Name => "realism";

    public string Description =>
        "synthetic beside real alerts; distributions|figures|two-sample|transfer DATA [LAYOUT [STEPS [ALERTS]]]; figures DATA OUT";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments.Count < 2)
        {
            Console.Error.WriteLine(
                $"usage: {Name} distributions|two-sample|transfer DATA [LAYOUT [STEPS [ALERTS]]], or {Name} figures DATA OUT"
            );
            return 2;
        }

        var real = RealAlerts.Load(arguments[1]);
        var layout = arguments.Count > 2 ? arguments[2] : "ztf-full";
        var steps = arguments.Count > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 300;
        var alerts = arguments.Count > 4 ? int.Parse(arguments[4], CultureInfo.InvariantCulture) : 3000;
        switch (arguments[0])
        {
            case "distributions":
                DistributionTable.Write(DistributionTable.Rows(real), output);
                return 0;
            case "figures" when arguments.Count > 2:
                FigureFiles.Write(
                    [RealismFigures.Distances(DistributionTable.Rows(real)), RealismFigures.Stamps()],
                    arguments[2],
                    FigureFormats.Svg | FigureFormats.Png
                );
                return 0;
            case "two-sample":
                output.WriteLine(TwoSampleHeader);
                TwoSampleTest.Write(real, layout, steps, output);
                return 0;
            case "transfer":
                output.WriteLine(TransferHeader);
                TransferTest.Write(real, layout, alerts, steps, output);
                return 0;
            default:
                Console.Error.WriteLine($"there is no part {arguments[0]}");
                return 2;
        }
    }
}
