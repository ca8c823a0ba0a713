using FsCheck;
using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class SplitTests
{
    // Like the real satellites: five readouts, most glints in two of them.
    private static readonly GroupedClasses Objects = Build([
        [15, 7, 1, 1, 1],
        [.. Enumerable.Repeat(1, 100)],
        [4, 4, 3, 3, 2, 2, 2, 1, 1],
    ]);

    [SeededProperty]
    public bool No_group_stands_on_two_sides_of_a_split(NonEmptyArray<(int Class, int Group)> rows, int seed)
    {
        var groups = rows.Get.Select(r => $"g{(r.Group & 0xFFFF) % 20}");
        var objects = new GroupedClasses(3, [.. rows.Get.Select(r => (r.Class & 0xFFFF) % 3)], [.. groups]);
        var parts = GroupedPartition.Assign(objects, [0.6, 0.2, 0.2], new Seed((ulong)seed));
        return Enumerable.Range(0, objects.Count).GroupBy(i => objects.Groups[i]).All(g => g.Select(i => parts[i]).Distinct().Count() == 1);
    }

    [Fact]
    public void Every_part_gets_a_group_of_every_class_while_there_are_enough()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var parts = GroupedPartition.Assign(Objects, [0.6, 0.2, 0.2], new Seed(seed));
            Assert.All(Enumerable.Range(0, 3), k =>
                Assert.Equal(
                    [0, 1, 2],
                    Enumerable.Range(0, Objects.Count).Where(i => Objects.Classes[i] == k).Select(i => parts[i]).Distinct().Order()
                )
            );
        }
    }

    [SeededProperty]
    public bool The_fewest_groups_of_a_protocol_give_every_part_of_its_splits_one(PositiveInt[] sizes, int seed)
    {
        SplitProtocol[] protocols =
        [
            new HoldOutProtocol(0.2) { ValidationFraction = 0.25 },
            new CrossValidationProtocol(2) { ValidationFraction = 0.1 },
            new CrossValidationProtocol(3) { ValidationFraction = 0.2 },
            new CrossValidationProtocol(5) { ValidationFraction = 0.2 },
        ];
        return protocols.All(protocol =>
        {
            var drawn = sizes
                .Select(s => 1 + (s.Get % 200))
                .Concat([190, 5, 5, 190, 1])
                .Take(protocol.FoldCount == 2 ? 4 : protocol.FewestGroups);
            var objects = Build([
                [.. drawn],
                [3, 2, 2, 1, 1, 1],
            ]);
            return Enumerable
                .Range(0, protocol.FoldCount)
                .Select(fold => protocol.Split(objects, 0, 0, fold, new Seed((ulong)seed)))
                .All(split =>
                    new[] { split.Train, split.Validation, split.Test }.All(part =>
                        part.Select(i => objects.Classes[i]).Distinct().Count() == 2
                    )
                );
        });
    }

    [Fact]
    public void A_class_of_one_large_and_two_small_groups_is_in_training_validation_and_test()
    {
        var objects = Build([
            [190, 5, 5],
        ]);
        for (var seed = 0UL; seed < 20; seed++)
        {
            var split = new HoldOutProtocol(0.2) { ValidationFraction = 0.2 }.Split(objects, 0, 0, 0, new Seed(seed));
            Assert.Equal((190, 5, 5), (split.Train.Count, split.Validation.Count, split.Test.Count));
        }
    }

    [Fact]
    public void Classes_of_single_objects_are_divided_exactly_by_the_fractions()
    {
        var parts = GroupedPartition.Assign(Objects, [0.6, 0.2, 0.2], new Seed(3));
        int[] counts =
        [
            .. Enumerable.Range(0, 3).Select(p => Enumerable.Range(0, Objects.Count).Count(i => Objects.Classes[i] == 1 && parts[i] == p)),
        ];
        Assert.Equal([60, 20, 20], counts);
    }

    [Fact]
    public void Cross_validation_scores_every_object_once_and_never_trains_on_its_group()
    {
        var protocol = new CrossValidationProtocol(5) { ValidationFraction = 0.2 };
        var scored = new List<int>();
        for (var fold = 0; fold < 5; fold++)
        {
            var split = protocol.Split(Objects, 0, run: 1, fold, new Seed(7));
            Assert.Equal(Enumerable.Range(0, Objects.Count), split.Train.Concat(split.Validation).Concat(split.Test).Order());
            Assert.Empty(
                split.Test.Select(i => Objects.Groups[i]).Intersect(split.Train.Concat(split.Validation).Select(i => Objects.Groups[i]))
            );
            Assert.Empty(split.Validation.Select(i => Objects.Groups[i]).Intersect(split.Train.Select(i => Objects.Groups[i])));
            Assert.Equal([0, 1, 2], split.Train.Select(i => Objects.Classes[i]).Distinct().Order());
            Assert.Equal([0, 1, 2], split.Validation.Select(i => Objects.Classes[i]).Distinct().Order());
            scored.AddRange(split.Test);
        }

        Assert.Equal(Enumerable.Range(0, Objects.Count), scored.Order());
    }

    [Fact]
    public void A_hold_out_scores_the_same_objects_in_every_run_and_cross_validation_draws_new_folds()
    {
        var holdOut = new HoldOutProtocol(0.2) { ValidationFraction = 0.25 };
        Assert.Equal(holdOut.Split(Objects, 0, 0, 0, new Seed(1)).Test, holdOut.Split(Objects, 0, 1, 0, new Seed(1)).Test);
        Assert.NotEqual(holdOut.Split(Objects, 0, 0, 0, new Seed(1)).Validation, holdOut.Split(Objects, 0, 1, 0, new Seed(1)).Validation);
        var folds = new CrossValidationProtocol(5) { ValidationFraction = 0.25 };
        Assert.NotEqual(folds.Split(Objects, 0, 0, 0, new Seed(1)).Test, folds.Split(Objects, 0, 1, 0, new Seed(1)).Test);
        Assert.Equal(folds.Split(Objects, 0, 0, 2, new Seed(1)).Test, folds.Split(Objects, 0, 0, 2, new Seed(1)).Test);
    }

    [Fact]
    public void A_separate_test_set_follows_the_data_and_all_of_the_data_train_or_validate()
    {
        var split = new SeparateTestProtocol { ValidationFraction = 0.2 }.Split(Objects, 3, 0, 0, new Seed(1));
        Assert.Equal([Objects.Count, Objects.Count + 1, Objects.Count + 2], split.Test);
        Assert.Equal(Objects.Count, split.Train.Count + split.Validation.Count);
    }

    [Fact]
    public void The_split_does_not_depend_on_the_order_of_the_objects()
    {
        int[] order = [.. Enumerable.Range(0, Objects.Count).Reverse()];
        var forward = GroupedPartition.Assign(Objects, [0.5, 0.5], new Seed(4));
        var backward = GroupedPartition.Assign(Objects.Subset(order), [0.5, 0.5], new Seed(4));
        Assert.Equal(order.Select(i => forward[i]), backward);
    }

    private static GroupedClasses Build(int[][] groupSizes)
    {
        var rows = groupSizes
            .SelectMany((sizes, k) => sizes.SelectMany((size, g) => Enumerable.Repeat((Class: k, Group: $"{k}-{g}"), size)))
            .ToArray();
        return new GroupedClasses(groupSizes.Length, [.. rows.Select(r => r.Class)], [.. rows.Select(r => r.Group)]);
    }
}
