using StampSpec.Learning.Metrics;

namespace StampSpec.Tests.Studies;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Scores_equal_those_computed_by_hand()
    {
        // rows: true; columns: predicted.
        var matrix = new ConfusionMatrix(3, [8, 2, 0, 1, 5, 4, 0, 0, 10]);
        var first = matrix.Score(0);
        Assert.Equal(8.0 / 9, first.Precision, 15);
        Assert.Equal(8.0 / 10, first.Recall, 15);
        Assert.Equal(16.0 / 19, first.F1, 15);
        Assert.Equal(((16.0 / 19) + (10.0 / 17) + (20.0 / 24)) / 3, matrix.MacroF1, 15);
        Assert.Equal(23.0 / 30, matrix.Accuracy, 15);
        Assert.Equal(((8.0 / 9) + (5.0 / 7) + (10.0 / 14)) / 3, matrix.MacroPrecision, 15);
        Assert.Equal((0.8 + 0.5 + 1.0) / 3, matrix.MacroRecall, 15);
    }

    [Fact]
    public void A_class_with_no_true_and_no_predicted_object_counts_zero()
    {
        var matrix = ConfusionMatrix.Tally(3, [0, 1, 1], [0, 1, 1]);
        Assert.Equal((0, 0, 0), (matrix.Score(2).TrueCount, matrix.Score(2).PredictedCount, matrix.Score(2).F1));
        Assert.Equal((2, 2), (matrix.Score(1).TrueCount, matrix.Score(1).PredictedCount));
        Assert.Equal(2.0 / 3, matrix.MacroF1, 15);
    }

    [Fact]
    public void A_class_without_objects_does_not_count_in_the_means_of_a_study()
    {
        Assert.Equal(1, ConfusionMatrix.Tally(3, [0, 1, 1], [0, 1, 1]).MeanOfScored(s => s.F1), 15);
        // Objects that are taken for a class without objects are errors of their own classes.
        var mistaken = ConfusionMatrix.Tally(3, [0, 0, 1, 1], [0, 2, 1, 1]);
        Assert.Equal((1 + (2.0 / 3)) / 2, mistaken.MeanOfScored(s => s.F1), 15);
        Assert.Equal(0.75, mistaken.MeanOfScored(s => s.Recall), 15);
        Assert.Equal(0, ConfusionMatrix.Tally(3, [], []).MeanOfScored(s => s.F1));
    }

    [Fact]
    public void All_right_scores_one_and_all_wrong_scores_zero()
    {
        Assert.Equal(1, ConfusionMatrix.Tally(2, [0, 1, 0], [0, 1, 0]).MacroF1);
        Assert.Equal(0, ConfusionMatrix.Tally(2, [0, 1, 0], [1, 0, 1]).MacroF1);
        Assert.Equal(0, ConfusionMatrix.Tally(2, [], []).Accuracy);
    }

    [Fact]
    public void Indices_outside_the_classes_and_negative_counts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Tally(2, [0, 2], [0, 1]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Tally(2, [0], [0, 1]));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(2, [1, -1, 0, 0]));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(2, [1, 1, 0]));
    }

    [Fact]
    public void Calibration_error_weighs_each_bin_by_its_count()
    {
        // Two bins: (0, 0.5] holds 0.4 wrong; (0.5, 1] holds 0.8 right, 0.6 wrong, 1.0 right.
        var calibration = Calibration.Measure([0.4, 0.8, 0.6, 1.0], [false, true, false, true], 2);
        Assert.Equal([1, 3], calibration.Bins.Select(b => b.Count));
        Assert.Equal((0.25 * 0.4) + (0.75 * Math.Abs((2.0 / 3) - 0.8)), calibration.ExpectedError, 12);
    }

    [Fact]
    public void A_confidence_on_an_edge_belongs_to_the_bin_below_and_an_empty_bin_has_no_mean()
    {
        var calibration = Calibration.Measure([0.5, 0.0], [true, false], 2);
        Assert.Equal(2, calibration.Bins[0].Count);
        Assert.Null(calibration.Bins[1].MeanConfidence);
        Assert.Throws<ArgumentException>(() => Calibration.Measure([1.5], [true]));
        Assert.Throws<ArgumentException>(() => Calibration.Measure([double.NaN], [true]));
    }
}
