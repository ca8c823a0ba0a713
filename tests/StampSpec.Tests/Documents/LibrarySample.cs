using StampSpec.Alerts.Reading;
using StampSpec.Inference;

namespace StampSpec.Tests.Documents;

/// <summary>The front page's sample of the library, compiled and run. A test checks that both texts are equal.</summary>
internal static class LibrarySample
{
    public static void Run(string model, string alerts, TextWriter output)
    {
        // Sample:
        using var classifier = AlertClassifier.Load(model);
        foreach (var result in classifier.Classify(AlertFiles.Read([alerts])))
        {
            output.WriteLine(
                result.Classification is { } found
                    ? $"{found.Alert.ObjectId} {found.MostProbableClass} {found.Probabilities.Max():0.000}"
                    : $"{result.Problem}"
            );
        }

        // End of the sample.
    }
}
