using StampSpec.Alerts;
using StampSpec.Budgets;
using StampSpec.Imaging.Simulation;
using StampSpec.Layouts.Features;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Specs;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;
using YamlDotNet.Serialization;

namespace StampSpec.Tests.Specs;

/// <summary>A declaration reads what it has written as an equal record.</summary>
public sealed class SpecRoundTripTests
{
    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().DisableAliases().Build();

    [SeededProperty]
    public void Training_settings_are_read_as_they_were_written(int seed)
    {
        var random = new Random(seed);
        AssertReadsAgain(
            TrainingSpec.Settings,
            new TrainingSettings
            {
                BatchSize = random.Next(2, 65537),
                MaximumSteps = random.Next(1, 10_000_001),
                EvaluationInterval = random.Next(1, 10_000_001),
                Patience = random.Next(2) == 0 ? null : random.Next(1, 1_000_001),
                CheckpointPolicy = Any<CheckpointPolicy>(random),
                Schedule = Any<LearningRateSchedule>(random),
                WeightAveraging = random.Next(2) == 0 ? null : (random.NextDouble() * 0.999) + 1e-9,
                Augmentation = Any<Augmentation>(random),
                ValidationAugmentation = Any<TestTimeAugmentation>(random),
                BalancesClasses = random.Next(2) == 0,
                LabelSmoothing = random.NextDouble() * 0.999,
                WeightDecay = random.NextDouble() * 10,
                GradientNormLimit = random.Next(2) == 0 ? null : random.NextDouble() + 1e-9,
                Device = Any<ExecutionDevice>(random),
                Threads = random.Next(1, 1025),
            }
        );
    }

    [SeededProperty]
    public void A_classifiers_settings_are_read_as_they_were_written(int seed)
    {
        var random = new Random(seed);
        var settings = new ClassifierSettings
        {
            Widths = [.. Enumerable.Range(0, random.Next(1, 17)).Select(_ => random.Next(1, 4097))],
            Dense = random.Next(1, 65537),
            Dropout = random.NextDouble() * 0.999,
            LearningRate = random.NextDouble() + 1e-9,
            Stacks = random.Next(3) == 0 ? null : Any<ScaleStacks>(random),
            Ensemble = random.Next(1, 101),
            UsesSkyPosition = random.Next(2) == 0,
            UsesKerasBatchNormalisation = random.Next(2) == 0,
            TestTimeAugmentation = Any<TestTimeAugmentation>(random),
        };
        var change = Read(ClassifierSpec.Declaration, Yaml.Serialize(ClassifierSpec.Write(settings)));
        Assert.Equal(StudyJson.Format(settings), StudyJson.Format(change.Settings(ClassifierSettings.Default)));
    }

    [SeededProperty]
    public void Settings_of_searches_are_read_as_they_were_written(int seed)
    {
        var random = new Random(seed);
        var steps = random.Next(1, 1_000_000);
        AssertReadsAgain(
            SearchSpec.Declaration,
            new SearchSettings
            {
                HalvingFactor = random.Next(2, 101),
                SmallestSteps = steps,
                LargestSteps = random.Next(2) == 0 ? null : steps + random.Next(1_000_000),
                FewestCandidates = random.Next(2, 10_001),
                ByteBins = random.Next(1, 1001),
                Runs = random.Next(1, 1001),
            }
        );
        var rate = random.NextDouble() / 2 + 1e-9;
        AssertReadsAgain(
            TuningSpec.Declaration,
            new TuningSettings
            {
                Candidates = random.Next(2, 10_001),
                HalvingFactor = random.Next(2, 101),
                SmallestSteps = steps,
                LargestSteps = steps + random.Next(1_000_000),
                LearningRate = new TuningRange(rate, rate * 2),
                Dropout = new TuningRange(0, random.NextDouble() * 0.999),
                WidthMultipliers = [.. Enumerable.Range(0, random.Next(1, 17)).Select(_ => random.NextDouble() + 1e-9)],
            }
        );
    }

    [Fact]
    public void A_protocol_is_read_as_it_was_written()
    {
        AssertReadsAgain(SplitSpec.Declaration, new CrossValidationProtocol(7) { ValidationFraction = 0.25 });
        AssertReadsAgain(SplitSpec.Declaration, new HoldOutProtocol(0.3) { ValidationFraction = 0.1 });
        AssertReadsAgain(SplitSpec.Declaration, new HoldOutProtocol(0.3) { ValidationFraction = 0.1, ScoresValidation = true });
    }

    [Fact]
    public void A_data_set_is_read_as_it_was_written()
    {
        var home = Directory.GetCurrentDirectory();
        Injection[] injections = [new(SkyClass.Satellite, 7, Path.Combine(home, "backgrounds")), new(SkyClass.Asteroid, 2, null)];
        var synthetic = new SyntheticAlerts(30, new SurveySettings { Mix = ClassMix.Balanced });
        var settings = new SurveySettings
        {
            Survey = SurveyKind.Lsst,
            Band = "z",
            CutoutPixels = 128,
        };
        AssertReadsAgain(DataSetSpec.Declaration, new StudyDataSet(["agn", "vs"]) { Synthetic = new SyntheticAlerts(30, settings) });
        AssertReadsAgain(
            DataSetSpec.Declaration,
            new StudyDataSet(["agn", "sn"])
            {
                Synthetic = synthetic,
                SmallClasses = SmallClassPolicy.Drop,
                Stream = StreamStage.AfterGlintFilter,
            }
        );
        AssertReadsAgain(
            DataSetSpec.Declaration,
            new StudyDataSet(["agn", "bogus"])
            {
                Real = new LabelledFiles(Path.Combine(home, "alerts.tar"), Path.Combine(home, "labels.csv")),
                Test = new LabelledFiles(Path.Combine(home, "test", "alerts"), Path.Combine(home, "test.csv")),
                Injections = injections,
                Extra = new ExtraTraining(synthetic, injections),
                Pretraining = new Pretraining(
                    new ExtraTraining(synthetic, []),
                    new TrainingSettings { BatchSize = 8, Patience = null },
                    0.01
                ),
                Simulation = new SimulationSettings
                {
                    Band = LsstBand.All[1],
                    Whiten = false,
                    Mapping = ResamplingMapping.PixelAnalog,
                },
                Strengths = ["strong"],
                Stream = StreamStage.BeforeGlintFilter,
            }
        );
    }

    [Fact]
    public void A_layout_is_read_as_it_was_written()
    {
        StampPlane[] planes = [new(PlaneKind.Flux, PixelNumberType.Float16), new(PlaneKind.Mask, PixelNumberType.UInt8)];
        AssertReadsAgain(
            LayoutSpec.Declaration,
            new StampLayout("polar", [new LogPolarGrid(16, 1, 30).Scale])
            {
                LogPolar = new LogPolarGrid(16, 1, 30),
                Images = [CutoutKind.Difference],
                Psf = new PsfImage(41, PixelNumberType.Float32, IsShared: true),
                Bins = BinRule.Sum,
            }
        );
        AssertReadsAgain(
            LayoutSpec.Declaration,
            new StampLayout("square", [new(16, 1), new(16, 2) { Images = [CutoutKind.Science] }])
            {
                Planes = planes,
                Psf = new PsfParameters(4, PixelNumberType.Float64, IsShared: false),
                Features = [new FourierFeature(CutoutKind.Science, 3, PixelNumberType.Float32)],
                Native = new StampScale(63, 1.01),
            }
        );
        AssertReadsAgain(
            LayoutSpec.Declaration,
            new StampLayout("bare", []) { Images = [], Features = [new GlintTrailFeature(5, 5, 2, HasCounts: true)] }
        );
    }

    [Fact]
    public void A_grid_and_a_packet_are_read_as_they_were_written()
    {
        AssertReadsAgain(
            LayoutGridSpec.Declaration,
            new LayoutGrid([8, 16], [1.01])
            {
                ScaleCounts = [1, 2],
                Images =
                [
                    [CutoutKind.Science],
                    [CutoutKind.Science, CutoutKind.Difference],
                ],
                Planes =
                [
                    [new StampPlane(PlaneKind.Flux, PixelNumberType.Float16)],
                ],
                KeepsRedundantCentres = [true, false],
                Bins = [BinRule.Mean, BinRule.Sum],
                Native = new StampScale(63, 1.01),
                LeavesOutUnfit = true,
            }
        );
        AssertReadsAgain(PacketSpec.Document.Root, new AlertPacket("own", 1, 2, 1L << 40, "a count"));
    }

    [Fact]
    public void Declared_defaults_are_those_of_the_records()
    {
        Assert.Equal(StudyJson.Format(new TuningSettings()), StudyJson.Format(Read(TuningSpec.Declaration, "{}")));
        Assert.Equal(new SearchSettings(), Read(SearchSpec.Declaration, "{}"));
        Assert.Equal(new SimulationSettings(), Read(SimulationSpec.Declaration, "{}"));
        Assert.Equal(new TrainingSettings(), Read(TrainingSpec.Settings, "{}"));
        Assert.Equal(
            StudyJson.Format(new LayoutGrid([8], [1])),
            StudyJson.Format(Read(LayoutGridSpec.Declaration, "{pixels: 8, pixel-scale: 1}"))
        );
        Assert.Equal(
            StudyJson.Format(new StampLayout("x", [new StampScale(8, 1)])),
            StudyJson.Format(Read(LayoutSpec.Declaration, "{name: x, pixels: 8, pixel-scale: 1}"))
        );
    }

    private static void AssertReadsAgain<T>(SpecValue<T> declaration, T value)
        where T : notnull
    {
        var text = Yaml.Serialize(declaration.ToYaml(value, Directory.GetCurrentDirectory())!);
        Assert.Equal(StudyJson.Format<object>(value), StudyJson.Format<object>(Read(declaration, text)));
    }

    private static T Read<T>(SpecValue<T> declaration, string text)
    {
        var reading = new SpecDocument<T>("test", "A test.", declaration).Parse(text);
        Assert.Empty(reading.Diagnostics);
        return reading.Value!;
    }

    private static T Any<T>(Random random)
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
