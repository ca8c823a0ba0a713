using StampSpec.Alerts;
using StampSpec.Layouts;
using StampSpec.Learning;

namespace StampSpec.Tests.Documents;

/// <summary>The front page's sample of the library, compiled and run; a test holds both texts together.</summary>
internal static class LibrarySample
{
    public static void Run(string model, string alerts, TextWriter output)
    {
        // Sample:
        var layout = StampLayout.Load("ztf-multiscale");
        using var classifier = ClassifierSession.Load(model);
        foreach (var reading in AlertFiles.Read([alerts]).Where(r => r.Alert is not null))
        {
            var stamps = new StampTensorBuilder(layout, NormalisationOrder.Before);
            stamps.Add(reading.Alert!);
            var probabilities = classifier.Score(stamps.Build());
            output.WriteLine($"{reading.Alert!.ObjectId} {probabilities.Max():0.000}");
        }

        // End of the sample.
    }
}
