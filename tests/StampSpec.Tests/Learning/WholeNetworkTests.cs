using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;
using StampSpec.Tests.Learning.Reference;

namespace StampSpec.Tests.Learning;

public sealed class WholeNetworkTests
{
    private const int Batch = 6;

    private static readonly ClassifierSettings Network = new()
    {
        Widths = [4, 5, 3],
        Dense = 4,
        Dropout = 0.4,
        LearningRate = 3e-3,
    };

    [Theory]
    [InlineData(8, Augmentation.OneAtRandom)]
    [InlineData(8, Augmentation.All)]
    [InlineData(19, Augmentation.OneAtRandom)]
    [InlineData(24, Augmentation.OneAtRandom)]
    public void The_loss_of_the_first_20_steps_follows_a_plain_double_precision_implementation(int pixels, Augmentation views)
    {
        // Rounding errors of 6e-8 in each operation grow during 20 steps of Adam, whose first steps divide by tiny second moments.
        const double tolerance = 2e-4;
        var shape = new StampTensorShape(2, pixels);
        var training = new TrainingSettings
        {
            BatchSize = Batch,
            GradientNormLimit = null,
            Augmentation = views,
        };
        var plan = new NetworkPlan(Network, [shape], ToyStamps.Classes.Length);
        var initial = ParameterInitialisation.Draw(plan.Parameters, new Seed(11));
        using var session = new TrainingSession(plan, training, initial);
        var composer = new BatchComposer(plan, training, ToyStamps.Draw(40, new Seed(12), shape), new Seed(13));
        var reference = new ReferenceClassifier(plan, initial);
        for (var step = 1; step <= 20; step++)
        {
            composer.Compose(session.Batch);
            var expected = reference.Step(ReferenceBatch.Of(session.Batch, shape, Batch), step);
            Assert.Equal(expected, session.Step(), tolerance);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void A_learning_rate_that_falls_as_a_cosine_and_its_weight_decay_follow_the_same_implementation(double weightDecay)
    {
        const int steps = 20;
        const double tolerance = 5e-4;
        var shape = new StampTensorShape(2, 8);
        var training = new TrainingSettings
        {
            BatchSize = Batch,
            GradientNormLimit = null,
            MaximumSteps = steps,
            Schedule = LearningRateSchedule.Cosine,
            WeightDecay = weightDecay,
        };
        var plan = new NetworkPlan(Network with { LearningRate = 0.01 }, [shape], ToyStamps.Classes.Length);
        var initial = ParameterInitialisation.Draw(plan.Parameters, new Seed(11));
        using var session = new TrainingSession(plan, training, initial);
        var composer = new BatchComposer(plan, training, ToyStamps.Draw(40, new Seed(12), shape), new Seed(13));
        var (scheduled, constant) = (new ReferenceClassifier(plan, initial), new ReferenceClassifier(plan, initial));
        var difference = 0.0;
        for (var step = 1; step <= steps; step++)
        {
            composer.Compose(session.Batch);
            var batch = ReferenceBatch.Of(session.Batch, shape, Batch);
            var expected = scheduled.Step(batch, step, (1 + Math.Cos(Math.PI * (step - 1) / steps)) / 2, weightDecay);
            difference = Math.Max(difference, Math.Abs(expected - constant.Step(batch, step, 1, weightDecay)));
            Assert.Equal(expected, session.Step(), tolerance);
        }

        Assert.True(difference > 10 * tolerance, $"a constant learning rate gives the same losses within {difference}");
    }

    [Fact]
    public void The_average_of_the_weights_follows_its_formula()
    {
        var shape = new StampTensorShape(2, 8);
        var training = new TrainingSettings { BatchSize = Batch };
        var plan = new NetworkPlan(Network, [shape], ToyStamps.Classes.Length);
        using var session = new TrainingSession(plan, training, ParameterInitialisation.Draw(plan.Parameters, new Seed(11)));
        var composer = new BatchComposer(plan, training, ToyStamps.Draw(40, new Seed(12), shape), new Seed(13));
        const double decay = 0.6;
        using var average = new WeightAverage(plan, decay, session.State);
        var expected = Values(session.State);
        for (var step = 1; step <= 20; step++)
        {
            composer.Compose(session.Batch);
            session.Step();
            average.Add(session.State);
            var d = Math.Min(decay, (1.0 + step) / (10.0 + step));
            expected = [.. expected.Zip(Values(session.State), (a, v) => (d * a) + ((1 - d) * v))];
        }

        Assert.All(expected.Zip(Values(average.State)), p => Assert.Equal(p.First, p.Second, 1e-6));
        Assert.Contains(expected.Zip(Values(session.State)), p => Math.Abs(p.First - p.Second) > 1e-3);

        static double[] Values(TrainingState state) =>
            [.. state.Parameters.ToArray().Concat(state.Statistics.ToArray()).Select(v => (double)v)];
    }

    [Fact]
    public void The_gradient_of_the_whole_reference_network_agrees_with_central_differences()
    {
        var (plan, batch) = DrawBatch(9);
        var reference = new ReferenceClassifier(plan, ParameterInitialisation.Draw(plan.Parameters, new Seed(11)));
        var (_, gradient) = reference.Differentiate(batch);
        for (var i = 0; i < gradient.Length; i += 7)
        {
            const double step = 1e-6;
            var centre = reference.Parameters[i];
            reference.Parameters[i] = centre + step;
            var above = reference.Differentiate(batch).Loss;
            reference.Parameters[i] = centre - step;
            var below = reference.Differentiate(batch).Loss;
            reference.Parameters[i] = centre;
            Assert.Equal((above - below) / (2 * step), gradient[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(19)]
    public void The_gradient_of_the_whole_network_equals_the_reference(int pixels)
    {
        // After one step from zero moments the first moment is a tenth of the gradient.
        var (plan, batch) = DrawBatch(pixels);
        var initial = ParameterInitialisation.Draw(plan.Parameters, new Seed(11));
        var training = new TrainingSettings { BatchSize = Batch, GradientNormLimit = null };
        using var session = new TrainingSession(plan, training, initial);
        new BatchComposer(plan, training, ToyStamps.Draw(40, new Seed(12), plan.Shapes[0]), new Seed(13)).Compose(session.Batch);
        session.Step();
        var (_, expected) = new ReferenceClassifier(plan, initial).Differentiate(batch);
        var actual = session.State.Values[TrainingGraph.FirstMoment].GetTensorDataAsSpan<float>();
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], 10 * actual[i], 2e-5);
        }
    }

    private static (NetworkPlan Plan, ReferenceBatch Batch) DrawBatch(int pixels)
    {
        var shape = new StampTensorShape(2, pixels);
        var plan = new NetworkPlan(Network, [shape], ToyStamps.Classes.Length);
        var training = new TrainingSettings { BatchSize = Batch };
        using var batch = new TrainingBatch(plan, training);
        new BatchComposer(plan, training, ToyStamps.Draw(40, new Seed(12), shape), new Seed(13)).Compose(batch);
        return (plan, ReferenceBatch.Of(batch, shape, Batch));
    }
}
