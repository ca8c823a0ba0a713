using FsCheck;
using FsCheck.Fluent;
using StampSpec.Common;
using StampSpec.Formats.Compression;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats.Tiles;

public sealed class RiceCodecTests
{
    [Fact]
    public void A_short_sequence_has_the_bits_worked_out_by_hand()
    {
        // First value 7 in 32 bits; differences 0, 1, -1 fold to 0, 2, 1; their sum 3 over 3 values gives no plain bits: code 1 in 5 bits,
        // then
        // 1, 001, 01 in unary: 00001 1 001 01 and five bits of filling.
        Assert.Equal([0, 0, 0, 7, 0b0000_1100, 0b1010_0000], RiceCodec.Encode([7, 8, 7]));
    }

    [Fact]
    public void Equal_values_cost_five_bits_a_block() => Assert.Equal(4 + 2, RiceCodec.Encode(Enumerable.Repeat(-9, 96).ToArray()).Length);

    [SeededProperty(MaxTest = 500)]
    public Property Any_values_come_back()
    {
        var value = Gen.OneOf(ArbMap.Default.GeneratorFor<int>(), Gen.Choose(-40, 40), Gen.Choose(int.MinValue, int.MaxValue));
        return Prop.ForAll(value.ArrayOf().ToArbitrary(), values =>
            Assert.Equal(values, RiceCodec.Decode(RiceCodec.Encode(values), values.Length))
        );
    }

    [Fact]
    public void Claims_beyond_the_data_get_no_buffer() =>
        Assert.Throws<InvalidInputException>(() => RiceCodec.Decode(new byte[100], int.MaxValue));

    [SeededProperty]
    public Property Damaged_data_give_a_named_error_or_values() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Choose(0, 500).ToArbitrary(), (data, count) =>
        {
            try
            {
                Assert.Equal(count, RiceCodec.Decode(data, count).Length);
            }
            catch (InvalidInputException refused)
            {
                Assert.All(refused.Diagnostics, d => Assert.Equal("fits.rice-damaged", d.Code));
            }
        });
}
