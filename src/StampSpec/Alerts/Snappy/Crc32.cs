using System.Buffers.Binary;

namespace StampSpec.Alerts.Snappy;

/// <summary>The CRC-32 of ISO-HDLC, gzip and zip (polynomial 0x04C11DB7, reflected), eight bytes a step.</summary>
internal static class Crc32
{
    private const uint ReflectedPolynomial = 0xEDB88320;
    private const int Stride = 8;

    private static readonly uint[][] Tables = BuildTables();

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= Stride; bytes = bytes[Stride..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]);
            crc = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xFF] ^ Tables[2][(high >> 8) & 0xFF] ^ Tables[1][(high >> 16) & 0xFF] ^ Tables[0][high >> 24];
        }

        foreach (var next in bytes)
        {
            crc = (crc >> 8) ^ Tables[0][(crc ^ next) & 0xFF];
        }

        return ~crc;
    }

    private static uint[][] BuildTables()
    {
        var tables = new uint[Stride][];
        tables[0] = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ ReflectedPolynomial : crc >> 1;
            }

            tables[0][i] = crc;
        }

        for (var t = 1; t < Stride; t++)
        {
            tables[t] = [.. tables[t - 1].Select(crc => (crc >> 8) ^ tables[0][crc & 0xFF])];
        }

        return tables;
    }
}
