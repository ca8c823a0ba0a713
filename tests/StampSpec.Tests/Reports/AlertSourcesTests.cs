using StampSpec.Reports;
using StampSpec.Studies.Model;

namespace StampSpec.Tests.Reports;

public sealed class AlertSourcesTests
{
    [Fact]
    public void A_caption_says_which_alerts_were_only_learned_from()
    {
        ClassCount[] counts =
        [
            new("development", "agn", "real", 600, 500),
            new("development", "sn", "real", 99, 90),
            new("training", "satellite", "injected", 50, 40),
            new("pretraining", "agn", "synthetic", 1500, 1500),
            new("pretraining", "sn", "synthetic", 1500, 1500),
            new("pretraining", "sn", "injected", 70, 60),
        ];
        Assert.Equal("699 real alerts", StudyFigures.Describe(counts[..2]));
        Assert.Equal(
            "699 real alerts, with 50 injected alerts as additional training data, pretrained on 3,000 synthetic "
                + "alerts and 70 injected alerts",
            StudyFigures.Describe(counts)
        );
    }
}
