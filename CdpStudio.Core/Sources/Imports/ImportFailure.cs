using System.Diagnostics;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Why an import or its undoing ended, or why none was made of a file. Kept and answered as English words, as all jobs do; pages read them
/// to say them in the reader's language.
/// </summary>
public abstract record ImportFailure
{
    // Stored, so never changed.
    private const string Kept = " Rows that came before were read; going on would end here again.";
    private const string Gone = "The uploaded file can't be read any more; hand it in again. Rows that were read before are imported.";
    private const string Back = "The import was taken back, so it can't go on. Hand the file in again.";
    private const string Names = " names the column '";
    private const string Lacks = "', which the file does not have; it has ";

    private ImportFailure()
    {
    }

    /// <param name="Detail">As <see cref="UnreadableFileException.Detail"/>.</param>
    public sealed record BadFile(FileProblem Problem, string Detail) : ImportFailure;

    /// <param name="Pointer">JSON pointer of the mapping's member that names the column.</param>
    /// <param name="Found">The columns there are, or the first of them.</param>
    public sealed record ColumnMissing(string Pointer, string Name, string Found) : ImportFailure;

    /// <summary>The copy that the installation keeps is away or can't be read.</summary>
    public sealed record FileGone : ImportFailure;

    /// <summary>Somebody has begun to undo the import.</summary>
    public sealed record TakenBack : ImportFailure;

    /// <param name="Exception">Its name.</param>
    public sealed record Crashed(string Exception) : ImportFailure;

    /// <summary>Null when the words are none of these, and are shown as they are.</summary>
    public static ImportFailure? Read(string words) => words switch
    {
        Gone => new FileGone(),
        Back => new TakenBack(),
        _ => ReadCrash(words) ?? ReadColumn(words) ?? ReadFile(words),
    };

    internal string Words() => this switch
    {
        BadFile bad => new UnreadableFileException(bad.Problem, bad.Detail).Message + Kept,
        ColumnMissing missing => $"{missing.Pointer}{Names}{missing.Name}{Lacks}{missing.Found}.",
        FileGone => Gone,
        TakenBack => Back,
        Crashed crashed => JobCrash.Words(crashed.Exception),
        _ => throw new UnreachableException(GetType().Name),
    };

    private static ImportFailure? ReadCrash(string words) => JobCrash.Read(words) is { } exception ? new Crashed(exception) : null;

    private static ImportFailure? ReadColumn(string words) =>
        words.Split(Names, 2) is [var pointer, var rest] && rest.Split(Lacks, 2) is [var name, var found] && found.EndsWith('.')
            ? new ColumnMissing(pointer, name, found[..^1])
            : null;

    private static ImportFailure? ReadFile(string words)
    {
        // Without it where no row came before, as of a trial.
        if (words.EndsWith(Kept, StringComparison.Ordinal)) words = words[..^Kept.Length];
        foreach (var problem in Enum.GetValues<FileProblem>())
        {
            if (UnreadableFileException.DetailIn(words, problem) is { } detail) return new BadFile(problem, detail);
        }

        return null;
    }
}
