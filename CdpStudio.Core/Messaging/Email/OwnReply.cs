namespace CdpStudio.Core.Messaging.Email;

/// <summary>What the product says of a mail when the mail server said nothing.</summary>
public enum OwnReply
{
    UnknownHost,
    PrivateHost,
    NoConnection,
    NotEncrypted,
    NoStartTls,
    Broken,
    TooSlow,
    Stopped,
    TrapAway,
}

/// <summary>The same as it is stored in place of a server's reply, and as programs read it. Pages say it in the reader's language.</summary>
public static class OwnReplies
{
    // Stored, so never changed.
    private static readonly (OwnReply Reply, string Text, bool HasDetail)[] s_all =
    [
        (OwnReply.UnknownHost, "The mail server's name is not known.", false),
        (OwnReply.PrivateHost, "The mail server lies in a private network. Whoever runs this installation can allow it with the setting Email:AllowedPrivateHosts.", false),
        (OwnReply.NoConnection, "No connection: ", true),
        (OwnReply.NotEncrypted, "No encrypted connection: ", true),
        (OwnReply.NoStartTls, "The mail server does not offer STARTTLS.", false),
        (OwnReply.Broken, "The connection broke: ", true),
        (OwnReply.TooSlow, "The mail server did not answer in time.", false),
        (OwnReply.Stopped, "The product stopped while the mail was handed over.", false),
        (OwnReply.TrapAway, "The database was away while the trap stored the mail.", false),
    ];

    /// <param name="detail">What a library or the operating system said, which no language of ours has; for those that have one.</param>
    public static string Text(this OwnReply reply, string detail = "") => s_all.First(o => o.Reply == reply).Text + detail;

    /// <returns>Null for what a server said.</returns>
    public static (OwnReply Reply, string Detail)? Read(string text)
    {
        foreach (var (reply, own, hasDetail) in s_all)
        {
            if (hasDetail ? text.StartsWith(own, StringComparison.Ordinal) : text == own) return (reply, text[own.Length..]);
        }

        return null;
    }
}
