using System.Text;
using StampSpec.Alerts.Kafka;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;
using StampSpec.Common;
using StampSpec.Layouts.Specification;
using StampSpec.Specs;
using StampSpec.Studies.Specification;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Specs of every kind and label tables.</summary>
internal static class TextTargets
{
    private const string OwnLabels =
        "candid,objectId,file,class,strength,group\n1,ZTF1,ztf/1.avro,sn,strong,ZTF1\n2,\"ZTF,2\",,vs,\"a "
        + "\"\"b\"\"\",ZTF2\n3,ZTF3,,,,ZTF3\n";

    private const string OwnProperties =
        "# a cluster\nsecurity.protocol=SASL_SSL\nsasl.mechanisms = PLAIN\n! user\nsasl.username=a=b\nsasl.password=\n\nclient.id=x\n";

    public static IEnumerable<FuzzTarget> Of(FuzzCorpus corpus)
    {
        string[] labels = corpus.RealLabels is { } real ? [OwnLabels, real] : [OwnLabels];
        yield return new FuzzTarget("yaml-spec", random => TextMutation.Apply(random.Pick(corpus.Specs), random), ReadSpec) { Share = 0.3 };
        yield return new FuzzTarget(
            "kafka-config",
            random => TextMutation.Apply(OwnProperties, random),
            bytes => KafkaSettings.Read(bytes, "client.properties")
        );
        yield return new FuzzTarget(
            "label-csv",
            random => TextMutation.Apply(random.Pick(labels), random),
            bytes => LabelTable.Read(new MemoryStream(bytes), "labels.csv")
        )
        {
            Share = 1.6,
        };
    }

    private static void ReadSpec(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        Diagnostic[][] findings =
        [
            Findings(LayoutSpec.Document, text),
            Findings(StudySpec.Document, text),
            Findings(PacketSpec.Document, text),
            Findings(KeyNumbersSpec.Document, text),
        ];
        if (findings.All(f => f.Any(d => d.Severity == DiagnosticSeverity.Error)))
        {
            throw new InvalidInputException([.. findings.SelectMany(f => f)]);
        }
    }

    private static Diagnostic[] Findings<T>(SpecDocument<T> document, string text)
    {
        var reading = document.Parse(text);
        return reading.IsValid && reading.Value is null
            ? throw new InvalidOperationException("a spec without an error has no value")
            : [.. reading.Diagnostics];
    }
}
