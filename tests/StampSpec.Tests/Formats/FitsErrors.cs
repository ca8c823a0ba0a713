using StampSpec.Common;
using StampSpec.Formats.Fits;

namespace StampSpec.Tests.Formats;

internal static class FitsErrors
{
    public static void AssertRefused(byte[] file, string code, long byteOffset) =>
        AssertRefused(() => FitsFile.Read(file), code, byteOffset);

    public static void AssertRefused(Action action, string code, long? byteOffset)
    {
        var diagnostic = Assert.Single(Assert.Throws<InvalidInputException>(action).Diagnostics);
        Assert.Equal((code, byteOffset), (diagnostic.Code, diagnostic.ByteOffset));
    }
}
