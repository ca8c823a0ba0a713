using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts;

/// <summary>
/// Turns data of one packet schema into alerts. It is compiled once for each schema and can be used by any number of threads.
/// </summary>
internal abstract class PacketReader
{
    /// <summary>Reads the datum at a position of a block and moves the position past it.</summary>
    /// <param name="data">The block's data.</param>
    /// <param name="position">
    /// Where the datum starts; afterwards, where it ends. It does not change if the datum's end cannot be found.
    /// </param>
    /// <param name="origin">Where the data come from.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="InvalidInputException">The datum is damaged or contains no valid alert.</exception>
    public abstract Alert Read(ReadOnlyMemory<byte> data, ref int position, AvroOrigin origin, AlertReadingOptions options);
}
