namespace CdpStudio.Core.Tests.Audience.Snapshots;

/// <summary>A file on a disk that has room for so many bytes.</summary>
internal sealed class FullDisk(string path, long room) : FileStream(path, FileMode.Create, FileAccess.Write)
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Position + buffer.Length > room) throw new IOException("No space left on device");
        base.Write(buffer);
    }
}
