using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Metrics;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Onnx;
using StampSpec.Learning.Training;

namespace StampSpec.Tests.Learning;

public sealed class ClassifierTrainerTests
{
    private static readonly ClassifierSettings Network = new()
    {
        Widths = [6, 8],
        Dense = 8,
        Dropout = 0.3,
    };

    private static readonly TrainingSettings Training = new()
    {
        BatchSize = 32,
        MaximumSteps = 120,
        EvaluationInterval = 20,
        Patience = null,
    };

    [Fact]
    public void A_trained_classifier_scores_new_stamps_far_above_chance()
    {
        var shape = new StampTensorShape(2, 8);
        var trained = ClassifierTrainer.Train(
            Network,
            Training,
            ToyStamps.Draw(300, new Seed(1), shape),
            ToyStamps.Draw(100, new Seed(2), shape),
            ToyStamps.Classes,
            new Seed(7)
        );
        var test = ToyStamps.Draw(200, new Seed(3), shape);
        using var session = ClassifierSession.Load(trained.OnnxModel);
        var probabilities = session.Score(test.Stamps);

        Assert.Equal(TrainingStatus.StepsUsedUp, trained.Status);
        Assert.Equal(6, trained.History.Count);
        var macroF1 = ConfusionMatrix.Tally(3, test.Labels, ClassProbabilities.MostProbable(probabilities, 3)).MacroF1;
        Assert.True(macroF1 > 0.9, $"macro-F1 {macroF1}");
        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 5));
    }

    [Fact]
    public void The_finished_model_has_the_averaged_weights_and_their_scores_decide()
    {
        var shape = new StampTensorShape(2, 8);
        var training = Training with { MaximumSteps = 30, EvaluationInterval = 30, WeightAveraging = 0.9 };
        var (train, seed) = (ToyStamps.Draw(60, new Seed(1), shape), new Seed(7));
        var trained = Trained(training);
        var plan = new NetworkPlan(Network, [shape], ToyStamps.Classes.Length);
        using var session = new TrainingSession(
            plan,
            training,
            ParameterInitialisation.Draw(plan.Parameters, seed.Derive("initialisation"))
        );
        using var average = new WeightAverage(plan, 0.9, session.State);
        var composer = new BatchComposer(plan, training, train, seed);
        for (var step = 0; step < 30; step++)
        {
            composer.Compose(session.Batch);
            session.Step();
            average.Add(session.State);
        }

        var weights = InitialWeights.Of(trained.OnnxModel);
        Assert.Equal(average.State.Parameters.ToArray(), weights.Parameters(plan));
        Assert.Equal(average.State.Statistics.ToArray(), weights.Statistics(plan));
        Assert.NotEqual(session.State.Parameters.ToArray(), weights.Parameters(plan));
        Assert.Throws<ArgumentException>(() => Trained(training with { WeightAveraging = 1 }));

        TrainedClassifier Trained(TrainingSettings settings) =>
            ClassifierTrainer.Train(Network, settings, train, ToyStamps.Draw(20, new Seed(2), shape), ToyStamps.Classes, seed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Features_alone_or_beside_images_of_nothing_are_learnt_from(bool hasImages)
    {
        LabelledStamps Draw(int count, Seed seed)
        {
            var drawn = ToyStamps.Draw(count, seed, hasImages ? [new StampTensorShape(2, 8)] : []);
            var blank = (StampTensors)drawn.Stamps;
            var source = seed.Derive("features").CreateSource();
            float[] features =
            [
                .. drawn.Labels.SelectMany(l => new[] { (float)(l + (0.1 * source.NextNormal())), (float)source.NextNormal() }),
            ];
            return drawn with
            {
                Stamps = blank with { Scales = [.. blank.Scales.Select(s => new float[s.Length])], FeatureLength = 2, Features = features },
            };
        }

        var network = Network with { UsesSkyPosition = false, LearningRate = 0.01 };
        var trained = ClassifierTrainer.Train(
            network,
            Training,
            Draw(300, new Seed(1)),
            Draw(100, new Seed(2)),
            ToyStamps.Classes,
            new Seed(7)
        );
        using var session = ClassifierSession.Load(trained.OnnxModel);
        var test = Draw(200, new Seed(3));
        Assert.True(ConfusionMatrix.Tally(3, test.Labels, ClassProbabilities.MostProbable(session.Score(test.Stamps), 3)).MacroF1 > 0.95);
        Assert.Throws<ArgumentException>(() => session.Score((StampTensors)test.Stamps with { FeatureLength = 0 }));
    }

    [Theory]
    [InlineData(8, 20)]
    [InlineData(63, 2)]
    public void The_same_seed_and_number_of_threads_yield_the_same_bytes(int pixels, int steps)
    {
        // So wide that ONNX Runtime divides the work of each operator among threads.
        var network = new ClassifierSettings
        {
            Widths = [37, 60, 29],
            Dense = 31,
            Dropout = 0.7,
        };
        var shape = new StampTensorShape(2, pixels);
        var train = ToyStamps.Draw(60, new Seed(1), shape);
        var validation = ToyStamps.Draw(20, new Seed(2), shape);
        byte[] Train(int threads) =>
            ClassifierTrainer
                .Train(
                    network,
                    Training with
                    {
                        BatchSize = 16,
                        MaximumSteps = steps,
                        Threads = threads,
                    },
                    train,
                    validation,
                    ToyStamps.Classes,
                    new Seed(7)
                )
                .OnnxModel;

        Assert.Equal(Train(1), Train(1));
        Assert.Equal(Train(2), Train(2));
    }

    [Fact]
    public void A_step_takes_one_thread_unless_asked_so_that_no_result_depends_on_how_many_trainings_run_at_a_time()
    {
        Assert.Equal(1, new TrainingSettings().Threads);
    }

    [Fact]
    public void Trainings_beside_each_other_yield_what_each_yields_alone()
    {
        var shape = new StampTensorShape(2, 8);
        var train = ToyStamps.Draw(100, new Seed(1), shape);
        byte[] Train(ulong seed) =>
            ClassifierTrainer
                .Train(Network, Training with { MaximumSteps = 20, Threads = 1 }, train, train, ToyStamps.Classes, new Seed(seed))
                .OnnxModel;

        byte[][] alone = [Train(1), Train(2), Train(3)];
        var together = Enumerable
            .Range(1, 3)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(3)
            .Select(seed => Train((ulong)seed))
            .ToArray();
        Assert.NotEqual(alone[0], alone[1]);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_training_whose_loss_is_no_number_stops_as_diverged()
    {
        var shape = new StampTensorShape(2, 8);
        var data = ToyStamps.Draw(40, new Seed(1), shape);
        var trained = ClassifierTrainer.Train(
            Network with
            {
                LearningRate = 1e30,
            },
            Training with
            {
                GradientNormLimit = null,
            },
            data,
            data,
            ToyStamps.Classes,
            new Seed(7)
        );
        Assert.Equal(TrainingStatus.Diverged, trained.Status);
        Assert.All(trained.History, point => Assert.True(double.IsFinite(point.TrainingLoss)));
    }

    [Fact]
    public void Patience_stops_a_training_that_no_longer_improves_and_the_best_weights_are_kept()
    {
        var shape = new StampTensorShape(2, 8);
        var data = ToyStamps.Draw(40, new Seed(1), shape);
        var trained = ClassifierTrainer.Train(
            Network,
            Training with
            {
                MaximumSteps = 2000,
                EvaluationInterval = 5,
                Patience = 3,
            },
            data,
            data,
            ToyStamps.Classes,
            new Seed(7)
        );
        var best = trained.History.Max(p => p.ValidationMacroF1);
        using var session = ClassifierSession.Load(trained.OnnxModel);
        var kept = ConfusionMatrix.Tally(3, data.Labels, ClassProbabilities.MostProbable(session.Score(data.Stamps), 3)).MacroF1;
        Assert.Equal(TrainingStatus.Converged, trained.Status);
        Assert.Equal(best, kept, 12);
        Assert.Equal(best, trained.History[^4].ValidationMacroF1, 12);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_before_training()
    {
        var data = ToyStamps.Draw(4, new Seed(1), new StampTensorShape(1, 8));
        Assert.Throws<ArgumentException>(() =>
            ClassifierTrainer.Train(Network with { Dropout = 1 }, Training, data, data, ToyStamps.Classes, new Seed(1))
        );
        Assert.Throws<ArgumentException>(() =>
            ClassifierTrainer.Train(Network, Training, data with { Labels = [0, 1, 2, 3] }, data, ToyStamps.Classes, new Seed(1))
        );
    }

    [SkippableFact]
    public void Asking_for_CUDA_where_its_provider_is_absent_says_so()
    {
        Skip.If(OnnxRuntimeLibrary.Load().Providers.Contains("CUDAExecutionProvider"));
        var data = ToyStamps.Draw(4, new Seed(1), new StampTensorShape(1, 8));
        var refused = Assert.Throws<InvalidInputException>(() =>
            ClassifierTrainer.Train(Network, Training with { Device = ExecutionDevice.Cuda }, data, data, ToyStamps.Classes, new Seed(1))
        );
        Assert.Contains("no CUDA provider", refused.Message, StringComparison.Ordinal);
    }
}
