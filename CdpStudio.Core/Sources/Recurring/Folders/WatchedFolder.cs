using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Sources.Recurring.Folders;

/// <param name="Written">In ticks of UTC.</param>
internal sealed record FolderFile(string Name, long Bytes, long Written);

/// <summary>
/// A folder below the root that the operator named, opened for one look. Neither a link on the way nor one among the files is followed; a
/// file that is swapped for a link between the look and the reading is noticed by where the open file really lies.
/// </summary>
internal sealed class WatchedFolder
{
    public const string Done = "done";
    public const string Failed = "failed";

    private const int MaxFiles = 10_000;

    // What programs call a file while they write it.
    private static readonly string[] s_unfinished = [".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download", ".swp", ".lock"];

    private static readonly string[] s_data = [".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson", ".gz", ".zip"];

    private readonly string _path;

    private WatchedFolder(string path) => _path = path;

    /// <summary>Whether people may write a folder so: parts with slashes between, none of which climbs.</summary>
    public static bool IsPlace(string place) =>
        place.Length <= 400
        && !place.Any(c => char.IsControl(c) || c is '\\' or ':')
        && (place.Length == 0 || place.Split('/').All(part => part.Length > 0 && part == part.Trim() && part is not ("." or "..")));

    /// <exception cref="PlaceFailedException">It lies somewhere else, is not there or may not be read.</exception>
    public static WatchedFolder Open(string root, string place)
    {
        if (root.Length == 0) throw new PlaceFailedException(RecurringProblem.NoRoot);
        if (!IsPlace(place)) throw new PlaceFailedException(RecurringProblem.OutsideRoot);

        var path = RealPath.Of(Path.GetFullPath(root));
        if (!Directory.Exists(path)) throw new PlaceFailedException(RecurringProblem.FolderMissing);
        foreach (var part in place.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            var folder = new DirectoryInfo(path);
            if (RealPath.IsLink(folder)) throw new PlaceFailedException(RecurringProblem.Link);
            if (!folder.Exists) throw new PlaceFailedException(RecurringProblem.FolderMissing);
        }

        return new WatchedFolder(path);
    }

    /// <summary>Files to take, the oldest first. Hidden ones, unfinished ones, links and empty ones are none.</summary>
    /// <exception cref="PlaceFailedException">The folder can't be read.</exception>
    public IReadOnlyList<FolderFile> Files(string? pattern)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(_path).EnumerateFiles()
                    .Where(f => IsWanted(f.Name, pattern) && !RealPath.IsLink(f) && f.Length > 0)
                    .Select(f => new FolderFile(f.Name, f.Length, f.LastWriteTimeUtc.Ticks))
                    .Take(MaxFiles)
                    .OrderBy(f => f.Written)
                    .ThenBy(f => f.Name, StringComparer.Ordinal),
            ];
        }
        catch (DirectoryNotFoundException e)
        {
            throw new PlaceFailedException(RecurringProblem.FolderMissing, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlaceFailedException(RecurringProblem.NoAccess, e);
        }
    }

    /// <summary>Null when there is none of that name, or it is a link.</summary>
    public FolderFile? Find(string name)
    {
        var file = new FileInfo(Path.Combine(_path, name));
        return file.Exists && !RealPath.IsLink(file) ? new FolderFile(file.Name, file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }

    /// <exception cref="PlaceFailedException">It is gone, may not be read, or is a link by now.</exception>
    public FileStream OpenRead(FolderFile file)
    {
        var path = Path.Combine(_path, file.Name);
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var real = RealPath.Of(stream.SafeFileHandle);
            if (real is null || real == path) return stream;

            stream.Dispose();
            throw new PlaceFailedException(RecurringProblem.Link);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlaceFailedException(RecurringProblem.NoAccess, e);
        }
    }

    /// <summary>Moves a file into a folder beside, under another name where there is one of its own. True also when it is no longer there, or another one by now.</summary>
    public bool TryMove(FolderFile file, string folder)
    {
        if (Find(file.Name) != file) return true;

        var there = new DirectoryInfo(Path.Combine(_path, folder));
        try
        {
            if (RealPath.IsLink(there)) return false;

            there.Create();
            var target = FreeName(there.FullName, file.Name);
            File.Move(Path.Combine(_path, file.Name), target, overwrite: false);
            PutBackIfNew(file, target);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Find(file.Name) is null;
        }
    }

    /// <summary>True also when it is no longer there, or another one by now.</summary>
    public bool TryDelete(FolderFile file)
    {
        if (Find(file.Name) != file) return true;

        try
        {
            File.Delete(Path.Combine(_path, file.Name));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Find(file.Name) is null;
        }
    }

    /// <summary>Brings back what was moved into <see cref="Failed"/>. False when it is not there any more, or another file has its name by now.</summary>
    public bool TryPutBack(FolderFile file)
    {
        var there = new DirectoryInfo(Path.Combine(_path, Failed));
        try
        {
            if (RealPath.IsLink(there) || !there.Exists) return false;

            // It may have got another number; size and time are its own.
            var moved = there.EnumerateFiles().FirstOrDefault(f =>
                f.Length == file.Bytes && f.LastWriteTimeUtc.Ticks == file.Written && !RealPath.IsLink(f)
                && f.Name.StartsWith(Path.GetFileNameWithoutExtension(file.Name), StringComparison.Ordinal)
                && f.Extension == Path.GetExtension(file.Name));
            if (moved is null) return false;

            File.Move(moved.FullName, Path.Combine(_path, file.Name), overwrite: false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Somebody may have written a new file of that name between our look and our move; it has not been imported.
    private void PutBackIfNew(FolderFile file, string target)
    {
        var moved = new FileInfo(target);
        if (moved.Length == file.Bytes && moved.LastWriteTimeUtc.Ticks == file.Written) return;

        File.Move(target, Path.Combine(_path, file.Name), overwrite: false);
    }

    private static string FreeName(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        for (var n = 2; Path.Exists(path); n++)
            path = Path.Combine(folder, FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(name)} ({n}){Path.GetExtension(name)}"));
        return path;
    }

    private static bool IsWanted(string name, string? pattern) =>
        name.Length <= Imports.ImportFiles.MaxNameLength
        && name[0] is not ('.' or '~')
        && !Array.Exists(s_unfinished, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase))
        && (pattern is null
            ? Array.Exists(s_data, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            : FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true));
}

/// <summary>Where a path really lies.</summary>
internal static class RealPath
{
    public static bool IsLink(FileSystemInfo info) => info.LinkTarget is not null || (info.Exists && info.Attributes.HasFlag(FileAttributes.ReparsePoint));

    /// <summary>The path with every link on it followed. The operator's own path may hold some.</summary>
    public static string Of(string path)
    {
        var real = Path.GetPathRoot(path)!; // the path is absolute
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(real, part));
            real = next.ResolveLinkTarget(returnFinalTarget: true)?.FullName is { } target ? Of(target) : next.FullName;
        }

        return real;
    }

    /// <summary>Where an open file lies; null where the system does not tell.</summary>
    public static string? Of(SafeFileHandle file) =>
        OperatingSystem.IsLinux() ? new FileInfo(FormattableString.Invariant($"/proc/self/fd/{file.DangerousGetHandle()}")).LinkTarget : null;
}
