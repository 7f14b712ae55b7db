using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Why an import ended, which runs keep as English words, as all jobs do.</summary>
public static class ImportFailure
{
    private const string Kept = " Rows that came before were read; going on would end here again.";

    internal static string Write(UnreadableFileException e) => e.Message + Kept;

    /// <summary>The file's problem, with its detail, to be said in other languages; null when the words tell of something else.</summary>
    public static (FileProblem Problem, string Detail)? Read(string words)
    {
        if (words.EndsWith(Kept, StringComparison.Ordinal)) words = words[..^Kept.Length];
        foreach (var problem in Enum.GetValues<FileProblem>())
        {
            if (UnreadableFileException.DetailIn(words, problem) is { } detail) return (problem, detail);
        }

        return null;
    }
}
