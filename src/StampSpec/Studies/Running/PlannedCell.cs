using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Running;

/// <summary>A cell, who trains and is scored in it, what its result depends on, and whether it must run.</summary>
internal sealed record PlannedCell(StudyCell Cell, DataSplit Split, CellKey Key, CellState State);
