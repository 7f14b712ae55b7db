using System.Text;

namespace CdpStudio.Core.Kernel;

/// <summary>Something as it stands at one moment, to be written when there is time, also by another thread while the original goes on.</summary>
internal static class Frozen
{
    /// <summary>Several parts behind one another.</summary>
    public static Action<BinaryWriter> All(params Action<BinaryWriter>[] parts) => writer => Array.ForEach(parts, part => part(writer));

    /// <summary>Copied at once: for what is small.</summary>
    public static Action<BinaryWriter> Copy(Action<BinaryWriter> save)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true)) save(writer);
        var copy = bytes.ToArray();
        return writer => writer.Write(copy);
    }
}
