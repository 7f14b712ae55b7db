using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Saving;

namespace CdpStudio.Core.Tests.Audience.Snapshots;

/// <summary>An index through a file and back.</summary>
internal static class SavedIndex
{
    /// <param name="index">Published, and nothing applied since.</param>
    public static AudienceIndex Again(AudienceIndex index, MergeLimits limits) => Again(index.Capture(), limits);

    /// <summary>As it was when it was captured.</summary>
    public static AudienceIndex Again(CapturedIndex captured, MergeLimits limits) => Read(captured, file => AudienceIndex.Load(file, limits));

    /// <summary>What was captured stays in a file as far as it has not changed since.</summary>
    public static void Adopt(AudienceIndex index, CapturedIndex captured, MergeLimits limits) =>
        index.Adopt(captured, Read(captured, file => AudienceIndex.LoadPages(file, limits, CancellationToken.None)));

    private static AudienceIndex Read(CapturedIndex captured, Func<SectionFile, AudienceIndex> read)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, Bytes(captured));
            using var file = new SectionFile(path, smallestMapped: 1);
            return read(file);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static byte[] Bytes(AudienceIndex index) => Bytes(index.Capture());

    public static byte[] Bytes(CapturedIndex captured)
    {
        using var bytes = new MemoryStream();
        var sections = new SectionWriter(bytes, CancellationToken.None);
        captured.Save(sections);
        sections.Finish();
        return bytes.ToArray();
    }
}
