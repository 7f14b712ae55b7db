using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Saving;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Audience.Snapshots;

/// <summary>
/// Indexes on disk, in a folder under <c>Storage:Directory</c>: the newest and the one before it. They are a cache of the facts: one that
/// is in doubt is passed over and removed, and nothing is lost but time.
/// </summary>
internal sealed partial class SnapshotFiles(string folder, Func<string, FileStream> create, ILogger<SnapshotFiles> logger)
{
    private const string Ending = ".snapshot";
    private const string Unfinished = ".partial";
    private const string LogSection = "log";
    private const int Kept = 2;

    private (string Path, Task<AudienceIndex> Index)? _ahead;

    public SnapshotFiles(IOptions<DatabaseOptions> storage, ILogger<SnapshotFiles> logger)
        : this(Path.Combine(storage.Value.Directory, "audience"), path => new FileStream(path, FileMode.Create, FileAccess.Write), logger)
    {
    }

    /// <summary>When this returns it is there after a power cut too. What fails leaves the others as they were.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written.</exception>
    public void Save(CapturedIndex index, Action<BinaryWriter> place, CancellationToken cancellationToken)
    {
        CreateFolder();
        var path = PathOf(index.Snapshot.Position);
        var unfinished = path + Unfinished;
        try
        {
            using (var file = create(unfinished))
            {
                var sections = new SectionWriter(file, cancellationToken);
                sections.Write(LogSection, place);
                index.Save(sections);
                sections.Finish();
                file.Flush(flushToDisk: true);
            }

            Failpoints.Hit("snapshot.written");
            // Without a flush of the folder: a power cut that takes the new name back leaves the older file.
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        RemoveAllBut(path);
    }

    /// <summary>What the file of an index that was just saved holds, to be adopted.</summary>
    /// <exception cref="DoubtfulSectionException">It is not as it was written.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public AudienceIndex Pages(CapturedIndex index, CancellationToken cancellationToken)
    {
        using var file = new SectionFile(PathOf(index.Snapshot.Position));
        return AudienceIndex.LoadPages(file, MergeLimits.Default, cancellationToken);
    }

    /// <summary>Begins to read the newest file before the log can be asked whether it holds what that says. It takes a processor, and at start one is idle.</summary>
    public void ReadAhead()
    {
        if (Find(Ending) is [var newest, ..]) _ahead = (newest, Task.Run(() => Read(newest)));
    }

    /// <summary>
    /// The newest index that holds what the log says up to its place: one that is whole, else one of which only some event types or
    /// attributes are in doubt and to be refilled. All others that were looked at are removed.
    /// </summary>
    /// <param name="now">What is known of the log.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<(AudienceIndex Index, FactMark Mark)?> LoadAsync(IFactLog log, LogPlace now, CancellationToken cancellationToken)
    {
        foreach (var left in Find(Ending + Unfinished)) Remove(left);
        (AudienceIndex Index, FactMark Mark)? inPart = null;
        var ahead = _ahead;
        _ahead = null;
        foreach (var path in Find(Ending))
        {
            var loaded = await TryLoadAsync(path, ahead?.Path == path ? ahead.Value.Index : null, log, now, cancellationToken);
            if (loaded is { Index.HasLost: false }) return loaded;

            inPart ??= loaded;
            Remove(path);
        }

        if (inPart is { } found) LogInPart(found.Mark.Number);
        return inPart;
    }

    public void RemoveAll()
    {
        foreach (var path in Find(Ending)) Remove(path);
    }

    private AudienceIndex Read(string path)
    {
        using var file = new SectionFile(path);
        return AudienceIndex.Load(file, MergeLimits.Default, e => LogDoubtful(path, e.Section, e));
    }

    private async Task<(AudienceIndex Index, FactMark Mark)?> TryLoadAsync(
        string path, Task<AudienceIndex>? ahead, IFactLog log, LogPlace now, CancellationToken cancellationToken)
    {
        try
        {
            if (await MarkAsync(path, log, now, cancellationToken) is { } mark) return (ahead is null ? Read(path) : await ahead, mark);

            LogOther(path);
        }
        catch (UnknownVersionException)
        {
            LogVersion(path);
        }
        catch (DoubtfulSectionException e)
        {
            LogDoubtful(path, e.Section, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(path, e);
        }

        return null;
    }

    /// <returns>Null when the log does not say what the file does.</returns>
    private static async Task<FactMark?> MarkAsync(string path, IFactLog log, LogPlace now, CancellationToken cancellationToken)
    {
        using var file = new SectionFile(path);
        return file.Read(LogSection, now.Load) is { } mark && await HoldsAsync(log, mark, cancellationToken) ? mark : null;
    }

    private static async Task<bool> HoldsAsync(IFactLog log, FactMark mark, CancellationToken cancellationToken)
    {
        if (mark.Number > log.Last) return false;

        await foreach (var fact in log.ReadAsync(mark.Number - 1, cancellationToken)) return FactMark.Of(fact) == mark;
        return false;
    }

    private string PathOf(long position) => Path.Combine(folder, FormattableString.Invariant($"{position:D19}{Ending}"));

    /// <summary>The newest first.</summary>
    private string[] Find(string ending)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*" + ending).OrderDescending(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(folder, e);
            return [];
        }
    }

    // Those behind it are of a log that is no more.
    private void RemoveAllBut(string newest)
    {
        var (behind, rest) = (Find(Ending).TakeWhile(p => p != newest), Find(Ending).SkipWhile(p => p != newest).Skip(Kept));
        foreach (var path in behind.Concat(rest)) Remove(path);
    }

    private void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(path, e);
        }
    }

    // Customers' data: nobody else on the machine reads it.
    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The snapshot {File} was written by another version and is passed over")]
    private partial void LogVersion(string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "The snapshot {File} does not hold what the log says by now and is passed over")]
    private partial void LogOther(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot {File} is in doubt, because its section {Section} is not as it was written")]
    private partial void LogDoubtful(string file, string section, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No snapshot is whole: what the one at fact {Position} lacks is read from the log again, and the rest is used")]
    private partial void LogInPart(long position);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot {File} cannot be read and is passed over")]
    private partial void LogUnreadable(string file, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot {File} cannot be removed")]
    private partial void LogNotRemoved(string file, Exception e);
}
