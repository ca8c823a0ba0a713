using System.Text;
using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Changes the fields of tar headers and puts their checksums right again.</summary>
internal static class TarMutation
{
    private const int Block = 512;
    private const int ChecksumStart = 148;

    // Name, mode, size, time, type, link, magic, device, prefix.
    private static readonly (int Start, int Length)[] Fields =
    [
        (0, 100),
        (100, 8),
        (124, 12),
        (136, 12),
        (156, 1),
        (157, 100),
        (257, 8),
        (329, 8),
        (345, 155),
    ];
    private static readonly string[] Types =
    [
        "0",
        "\0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "x",
        "g",
        "L",
        "K",
        "S",
        "V",
        "D",
        "N",
        "\u00FF",
    ];
    private static readonly string[] Names =
    [
        "../up.avro",
        "/etc/up.avro",
        "a\\..\\b.avro",
        "x.avro",
        "",
        "\u00FF\u00FE.avro",
        ".avro",
        "a//b/./c.avro",
    ];

    /// <summary>One to three changes.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> original, RandomSource random)
    {
        var bytes = original.ToArray();
        for (var left = random.Chance(0.5) ? 1 : 1 + random.NextInt(3); left > 0; left--)
        {
            var header = Header(bytes, random);
            if (header + Block <= bytes.Length)
            {
                Change(bytes.AsSpan(header, Block), random);
            }
        }

        return random.Chance(0.2) ? ByteMutation.Apply(bytes, random) : bytes;
    }

    // The first block after a random place that looks like a header; if there is none, the first block.
    private static int Header(ReadOnlySpan<byte> bytes, RandomSource random)
    {
        var from = random.NextInt((bytes.Length / Block) + 1) * Block;
        for (var at = from; at + Block <= bytes.Length; at += Block)
        {
            if (bytes.Slice(at + 257, 5).SequenceEqual("ustar"u8))
            {
                return at;
            }
        }

        return 0;
    }

    private static void Change(Span<byte> header, RandomSource random)
    {
        var (start, length) = random.Pick(Fields);
        var field = header.Slice(start, length);
        field.Clear();
        var text = start switch
        {
            156 => random.Pick(Types),
            0 or 157 or 345 => random.Pick(Names),
            257 => random.Chance(0.5) ? "ustar\0" + "00" : "ustar  ",
            _ => random.Chance(0.7) ? Octal(random, length - 1) : Encoding.Latin1.GetString(random.Bytes(length)),
        };
        var bytes = Encoding.Latin1.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, length)).CopyTo(field);
        if (random.Chance(0.9))
        {
            PutChecksum(header);
        }
    }

    private static string Octal(RandomSource random, int digits)
    {
        var text = Convert.ToString(random.EdgeNumber(), 8);
        return text.Length > digits ? new string('7', digits) : text.PadLeft(digits, '0');
    }

    private static void PutChecksum(Span<byte> header)
    {
        var field = header.Slice(ChecksumStart, 8);
        field.Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(field);
    }
}
