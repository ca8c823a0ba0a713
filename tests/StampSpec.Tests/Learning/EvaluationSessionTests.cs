using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;

namespace StampSpec.Tests.Learning;

public sealed class EvaluationSessionTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(19)]
    public void An_evaluation_scores_as_the_exported_model_does_also_behind_the_last_full_batch(int pixels)
    {
        var shape = new StampTensorShape(2, pixels);
        var training = new TrainingSettings { BatchSize = 4 };
        var plan = new NetworkPlan(new ClassifierSettings { Widths = [4, 5], Dense = 6 }, [shape], 3);
        var data = ToyStamps.Draw(70, new Seed(1), shape);
        using var session = new TrainingSession(plan, training, ParameterInitialisation.Draw(plan.Parameters, new Seed(2)));
        var composer = new BatchComposer(plan, training, data, new Seed(3));
        composer.Compose(session.Batch);
        session.Step();

        using var evaluation = new EvaluationSession(plan, training, data.Stamps);
        var scored = evaluation.Score(session.State, CancellationToken.None);
        using var exported = ClassifierSession.Load(
            Google.Protobuf.MessageExtensions.ToByteArray(InferenceGraph.Build(plan, session.State.Parameters, session.State.Statistics))
        );
        Assert.All(exported.Score(data.Stamps).Zip(scored), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Steps_allocate_next_to_nothing()
    {
        var shape = new StampTensorShape(2, 8);
        var training = new TrainingSettings { BatchSize = 16 };
        var plan = new NetworkPlan(new ClassifierSettings { Widths = [4, 5], Dense = 6 }, [shape], 3);
        using var session = new TrainingSession(plan, training, ParameterInitialisation.Draw(plan.Parameters, new Seed(2)));
        var composer = new BatchComposer(plan, training, ToyStamps.Draw(70, new Seed(1), shape), new Seed(3));
        long Take(int steps)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < steps; i++)
            {
                composer.Compose(session.Batch);
                session.Step();
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / steps;
        }

        Take(10);
        Assert.True(Take(100) < 2048, $"{Take(100)} bytes a step");
    }
}
