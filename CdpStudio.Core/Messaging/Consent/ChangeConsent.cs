using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>How a person said it, for whoever records it. Stored, so names are added to and never changed.</summary>
public static class ConsentProof
{
    public const string Link = "link";
    public const string OneClick = "one-click";
    public const string Phone = "phone";
    public const string Writing = "writing";
    public const string InPerson = "in-person";
    public const string Correction = "correction";

    /// <summary>What somebody at work can give as the reason.</summary>
    public static IReadOnlyList<string> Recorded { get; } = [Phone, Writing, InPerson, Correction];
}

/// <summary>Records what a person says of a channel, on behalf of them.</summary>
/// <param name="By">Who records it.</param>
/// <param name="Proof">One of <see cref="ConsentProof.Recorded"/>.</param>
public sealed record ChangeConsent(ProfileId Profile, string Channel, ConsentState State, string By, string Proof);

public abstract record ChangeConsentResult
{
    private ChangeConsentResult()
    {
    }

    public sealed record Changed : ChangeConsentResult;

    public sealed record NoSuchProfile : ChangeConsentResult;

    /// <summary>A channel, a state or a proof that there is not.</summary>
    public sealed record Unknown : ChangeConsentResult;
}

public sealed partial class ChangeConsentHandler(
    IWriteQueue queue, IProfileDirectory directory, MailboxBook mailboxes, TimeProvider clock, ILogger<ChangeConsentHandler> logger)
{
    public async Task<ChangeConsentResult> HandleAsync(ChangeConsent command, CancellationToken cancellationToken)
    {
        if (!Channel.All.Contains(command.Channel)
            || command.State is not (ConsentState.Subscribed or ConsentState.Unsubscribed)
            || !ConsentProof.Recorded.Contains(command.Proof))
        {
            return new ChangeConsentResult.Unknown();
        }

        if (directory.Read(command.Profile) is not { } profile) return new ChangeConsentResult.NoSuchProfile();

        var rows = ConsentRows.Of(command.Channel, command.State, profile, mailboxes.Of(profile).Hashes, clock.GetUtcNow(), command.By, command.Proof);
        await queue.WriteAsync(
            WritePriority.Interactive,
            (db, _) =>
            {
                db.ConsentChanges.AddRange(rows);
                return Task.CompletedTask;
            },
            cancellationToken);

        LogChanged(profile.Id, command.State);
        return new ChangeConsentResult.Changed();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Consent of profile {Profile} recorded: {State}")]
    private partial void LogChanged(ProfileId profile, ConsentState state);
}

internal static class ConsentRows
{
    /// <summary>A row for each address, so that the word outlives the profile and holds for whoever else reads the mailbox; one without an address where there is none.</summary>
    public static IReadOnlyList<ConsentChange> Of(
        string channel, ConsentState state, ProfileRecord? profile, IEnumerable<string> addresses, DateTimeOffset at, string by, string proof) =>
    [
        .. addresses.Distinct().Cast<string?>().DefaultIfEmpty(null).Select(address => new ConsentChange
        {
            Channel = channel,
            Topic = "",
            Address = address,
            Profile = profile?.Id,
            State = state,
            At = at,
            By = by,
            Proof = proof,
        }),
    ];
}
