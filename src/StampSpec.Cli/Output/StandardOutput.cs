using System.Text;
using Microsoft.Win32.SafeHandles;

namespace StampSpec.Cli.Output;

/// <summary>
/// Standard output as a writer. The runtime's own writer ignores that the reader of a pipe has closed it, so a command would continue to
/// compute in vain. This writer throws <see cref="BrokenPipeException"/>.
/// </summary>
internal static class StandardOutput
{
    private const int StandardOutputDescriptor = 1;

    /// <summary>The writer. It writes UTF-8 and flushes every line.</summary>
    public static TextWriter Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.Out;
        }

        var stream = new FileStream(new SafeFileHandle(StandardOutputDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // A file may be shared with other writers, and a separate stream would ignore their position in it.
        return stream.CanSeek
            ? Console.Out
            : new StreamWriter(new PipeStream(stream), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
    }

    private sealed class PipeStream(FileStream pipe) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                pipe.Write(buffer);
            }
            catch (UnauthorizedAccessException closed)
            {
                throw new IOException("standard output is closed", closed);
            }
            catch (IOException gone) when (gone.HResult == BrokenPipeException.Code)
            {
                throw new BrokenPipeException(gone);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            // Nothing is buffered.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

/// <summary>The reader of standard output has closed it.</summary>
internal sealed class BrokenPipeException(IOException cause) : IOException("the reader of standard output has closed it", cause)
{
    /// <summary>The code of the exception that causes it: EPIPE of Linux and macOS.</summary>
    public const int Code = 32;
}
