using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Alerts;

/// <summary>Turns data of one packet schema into alerts. Compiled once a schema, it serves any number of threads.</summary>
internal abstract class PacketReader
{
    /// <summary>Reads the datum at a position of a block and moves the position past it.</summary>
    /// <param name="data">The block's data.</param>
    /// <param name="position">Where the datum starts; afterwards, where it ends. It stays where the datum's end cannot be found.</param>
    /// <param name="origin">Where the data come from.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="InvalidInputException">The datum is damaged, or holds no usable alert.</exception>
    public abstract Alert Read(ReadOnlyMemory<byte> data, ref int position, AvroOrigin origin, AlertReadingOptions options);
}
