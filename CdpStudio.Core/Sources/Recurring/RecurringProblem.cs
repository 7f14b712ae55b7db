using System.Diagnostics;
using System.Globalization;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Why a file, or the place of files, could not be had. Stored as its number, so numbers are added to and never changed; pages have a text for each.</summary>
public enum RecurringProblem
{
    /// <summary>The installation names no folder below which folders may be watched.</summary>
    NoRoot = 1,
    OutsideRoot = 2,
    FolderMissing = 3,

    /// <summary>A symbolic link lies on the way.</summary>
    Link = 4,
    NoAccess = 5,

    /// <summary>The file is imported, but could not be moved or deleted.</summary>
    NotMoved = 6,

    /// <summary>File and columns do not fit together, or it is none that can be read.</summary>
    FileRefused = 7,
    ImportFailed = 8,
    TooLarge = 9,
    BadAddress = 10,
    PortRefused = 11,
    PrivateHost = 12,

    /// <summary>No such host, a closed port, a lost connection, a certificate that nobody trusts: told apart, these would map a network.</summary>
    NoAnswer = 13,
    TooManyRedirects = 14,
    BadRedirect = 15,
    SignInRefused = 16,
    AddressMissing = 17,

    /// <summary>408, 425, 429 and 5xx: worth another try.</summary>
    ServerBusy = 18,
    OtherAnswer = 19,
    TooSlow = 20,
    BrokenOff = 21,

    /// <summary>The installation's keys are not those that the sign-in was hidden with.</summary>
    SecretLost = 22,

    /// <summary>The disk of the installation is full or broken.</summary>
    NoRoom = 23,
}

public static class RecurringProblems
{
    /// <summary>May be gone by itself in a while.</summary>
    internal static bool Passes(this RecurringProblem problem) => problem is
        RecurringProblem.NoAnswer or RecurringProblem.ServerBusy or RecurringProblem.TooSlow or RecurringProblem.BrokenOff
        or RecurringProblem.NoAccess or RecurringProblem.FolderMissing or RecurringProblem.NoRoom;

    /// <summary>English, for logs and API answers. Stored by looks that failed, so never changed.</summary>
    public static string Words(this RecurringProblem problem) => problem switch
    {
        RecurringProblem.NoRoot => "No folder may be watched: the setting Recurring:Root is empty.",
        RecurringProblem.OutsideRoot => "The folder does not lie below the one that Recurring:Root names.",
        RecurringProblem.FolderMissing => "The folder is not there.",
        RecurringProblem.Link => "A symbolic link lies on the way; links are not followed.",
        RecurringProblem.NoAccess => "The folder or a file in it can't be read.",
        RecurringProblem.NotMoved => "The file was dealt with but could not be moved away.",
        RecurringProblem.FileRefused => "The file can't be read with these columns.",
        RecurringProblem.ImportFailed => "The import failed or was cancelled.",
        RecurringProblem.TooLarge => "The file is larger than Imports:MaxFileBytes allows.",
        RecurringProblem.BadAddress => "This is no http or https address without a user name.",
        RecurringProblem.PortRefused => "The setting Outbound:Ports does not allow this port.",
        RecurringProblem.PrivateHost => "The host lies in a private network; the setting Outbound:AllowedPrivateHosts can allow it.",
        RecurringProblem.NoAnswer => "The server did not answer.",
        RecurringProblem.TooManyRedirects => "The server sent us from one address to the next too often.",
        RecurringProblem.BadRedirect => "The server sent us to an address that may not be followed.",
        RecurringProblem.SignInRefused => "The server refused the sign-in.",
        RecurringProblem.AddressMissing => "The server has no file at this address.",
        RecurringProblem.ServerBusy => "The server is busy or in trouble.",
        RecurringProblem.OtherAnswer => "The server gave another answer than a file.",
        RecurringProblem.TooSlow => "It took too long.",
        RecurringProblem.BrokenOff => "The file broke off on the way.",
        RecurringProblem.SecretLost => "The stored sign-in can't be read any more; write it again.",
        RecurringProblem.NoRoom => "The file could not be stored; the disk may be full.",
        _ => throw new UnreachableException(problem.ToString()),
    };

    /// <summary>As a look that failed keeps it.</summary>
    /// <param name="status">The server's answer; 0 when there was none.</param>
    internal static string Words(this RecurringProblem problem, int status) =>
        status == 0 ? problem.Words() : string.Create(CultureInfo.InvariantCulture, $"{problem.Words()} ({status})");

    /// <summary>Why a look failed, from the words that it keeps, to be said in the reader's language; null when they tell of something else.</summary>
    public static (RecurringProblem Problem, int Status)? Read(string words)
    {
        foreach (var problem in Enum.GetValues<RecurringProblem>())
        {
            var own = problem.Words();
            if (words == own) return (problem, 0);
            if (!words.StartsWith(own + " (", StringComparison.Ordinal) || !words.EndsWith(')')) continue;
            if (int.TryParse(words.AsSpan()[(own.Length + 2)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)) return (problem, status);
        }

        return null;
    }
}

/// <summary>The place of files could not be read; nothing of what was there was taken.</summary>
internal sealed class PlaceFailedException(RecurringProblem problem, Exception? innerException = null) : Exception(problem.Words(), innerException)
{
    public RecurringProblem Problem { get; } = problem;
}
