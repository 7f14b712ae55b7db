namespace CdpStudio.Core.Jobs;

/// <summary>
/// What a run keeps when its job threw what no job throws on purpose: English words with the exception's name and nothing of its text,
/// which may hold personal data. Pages read them to say them in the reader's language.
/// </summary>
public static class JobCrash
{
    // Stored, so never changed.
    private const string Before = "An error of the program stopped it (";
    private const string Behind = "). The log of the server has the details.";

    internal static string Words(string exception) => Before + exception + Behind;

    /// <summary>Name of the exception; null when the words tell of something else.</summary>
    public static string? Read(string words) =>
        words.StartsWith(Before, StringComparison.Ordinal) && words.EndsWith(Behind, StringComparison.Ordinal) ? words[Before.Length..^Behind.Length] : null;
}
