using System.Globalization;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Networks;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>How many cells run in parallel.</summary>
/// <param name="Count">Number of cells, at least 1.</param>
/// <param name="Limit">Why there are fewer than asked for, in a sentence; null if there are not.</param>
internal sealed record ParallelCells(int Count, string? Limit)
{
    /// <summary>The option, or the number of processors divided by the threads of a cell; at most the number of pending cells, and at most
    /// as many as the machine's memory holds.</summary>
    /// <exception cref="InvalidInputException">The memory does not hold a single training.</exception>
    public static ParallelCells Of(Study study, StudyData data, StudyOptions options, IReadOnlyList<PlannedCell> pending)
    {
        var asked = options.Jobs ?? (Environment.ProcessorCount / study.Layouts.Max(l => l.Training.Threads));
        var useful = Math.Clamp(asked, 1, Math.Max(1, pending.Count));
        if (CellMemory.Of(study, data, pending) is not { } memory)
        {
            return new ParallelCells(useful, null);
        }

        var fitting = memory.Fitting();
        return fitting >= useful ? new ParallelCells(useful, null) : new ParallelCells(fitting, memory.Limits(fitting));
    }
}

/// <summary>The memory that the trainings of a study take, which limits how many of them a machine can run in parallel.</summary>
/// <param name="Layout">Name of the layout whose step takes most.</param>
/// <param name="LeastBytes">Memory of the results of one of its steps, bytes.</param>
internal sealed record CellMemory(string Layout, long LeastBytes)
{
    /// <summary>
    /// What a training takes for each byte of results of a step: ONNX Runtime takes its memory in pieces of growing size, and keeps them.
    /// Measured for the published network of the full stamp in batches of 256: 2.7 with one view, 2.5 with eight.
    /// </summary>
    private const double TakenPerByte = 2.5;

    /// <summary>Memory that a training takes, bytes.</summary>
    public double Bytes => TakenPerByte * LeastBytes;

    /// <summary>The layout that takes most memory of those with cells to run; null if no cell trains a network of images
    /// on the processor. A GPU has a memory of its own.</summary>
    public static CellMemory? Of(Study study, StudyData data, IEnumerable<PlannedCell> pending) =>
        pending
            .Select(p => p.Cell.Layout)
            .Distinct()
            .Where(layout => CellPretraining.Applies(layout) && layout.Training.Device == ExecutionDevice.Cpu)
            .Select(layout => new CellMemory(layout.Name, LeastBytesOf(study, data, layout)))
            .MaxBy(memory => memory.LeastBytes);

    /// <summary>The number of trainings that fit into the machine's memory together, at least 1.</summary>
    /// <exception cref="InvalidInputException">Not even one step fits.</exception>
    public int Fitting()
    {
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return LeastBytes <= machine
            ? (int)Math.Clamp(machine / Bytes, 1, int.MaxValue)
            : throw InvalidInputException.Of(
                "study.memory",
                $"a training step of {Layout} takes at least {InGigabytes(LeastBytes)}, and this machine has {InGigabytes(machine)}",
                path: "training.augmentation",
                fix: "write augmentation: one-at-random, or a smaller batch, or run the study on a larger machine"
            );
    }

    /// <summary>Why no more than a number of cells run in parallel.</summary>
    public string Limits(int cells) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{cells} {(cells == 1 ? "cell runs" : "cells run")} at a time, because a training of {Layout} takes about {InGigabytes(Bytes)}"
        );

    private static string InGigabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB of memory");

    private static long LeastBytesOf(Study study, StudyData data, StudyLayout layout)
    {
        var stamps = data.Stamps[layout.Name];
        try
        {
            var plan = new NetworkPlan(layout.Classifier, stamps.Shapes, study.DataSet.Classes.Count, stamps.FeatureLength);
            var own = TrainingGraph.LeastBytes(plan, layout.Training);
            return study.DataSet.Pretraining is { } first ? Math.Max(own, TrainingGraph.LeastBytes(plan, first.Training)) : own;
        }
        catch (ArgumentException)
        {
            // No network fits these stamps; the cell says so when it runs.
            return 0;
        }
    }
}
