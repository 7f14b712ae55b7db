using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>Records what a person says of a channel, or of a topic or a purpose of it, on behalf of them.</summary>
/// <param name="By">Who records it.</param>
/// <param name="Proof">One of <see cref="ConsentProof.Recorded"/>, or <see cref="ConsentProof.Api"/> from a program.</param>
/// <param name="Topic">A topic's key; empty for all.</param>
/// <param name="Purpose">One of <see cref="ConsentPurpose"/>; empty for all.</param>
/// <param name="ProofText">What was shown or signed; null for nothing more.</param>
/// <param name="SaidAt">When the person said it, as it was written down; null when that is the moment of the call. A bare day counts from its end, and today from now.</param>
/// <param name="Source"><see cref="ConsentSource.User"/> or <see cref="ConsentSource.Key"/>.</param>
public sealed record ChangeConsent(
    ProfileId Profile, string Channel, ConsentState State, string By, string Proof, string Topic = "", string Purpose = "", string? ProofText = null,
    WrittenDate? SaidAt = null, string Source = ConsentSource.User);

public abstract record ChangeConsentResult
{
    private ChangeConsentResult()
    {
    }

    public sealed record Changed : ChangeConsentResult;

    public sealed record NoSuchProfile : ChangeConsentResult;

    /// <summary>A channel, a state or a proof that there is not.</summary>
    public sealed record Unknown : ChangeConsentResult;

    public sealed record UnknownTopic : ChangeConsentResult;

    public sealed record UnknownPurpose : ChangeConsentResult;

    /// <summary>Longer than <see cref="ConsentChange.MaxProofLength"/>.</summary>
    public sealed record ProofTooLong : ChangeConsentResult;

    /// <summary>Nobody has said yet what is dated ahead.</summary>
    public sealed record SaidInFuture : ChangeConsentResult;
}

public sealed partial class ChangeConsentHandler(
    IWriteQueue queue, IProfileDirectory directory, MailboxBook mailboxes, CurrentTopics topics, CurrentWorkspace workspace, TimeProvider clock,
    ILogger<ChangeConsentHandler> logger)
{
    public async Task<ChangeConsentResult> HandleAsync(ChangeConsent command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Refusal(command) is { } refusal) return refusal;

        var saidAt = command.SaidAt is { } written ? SaidAt(written, workspace.Zone, now) : null;
        if (saidAt > now) return new ChangeConsentResult.SaidInFuture();
        if (directory.Read(command.Profile) is not { } profile) return new ChangeConsentResult.NoSuchProfile();

        var topic = command.Topic.Length == 0 ? "" : topics.Find(command.Topic)!.Key; // refused above where there is none
        var proof = string.IsNullOrWhiteSpace(command.ProofText) ? null : command.ProofText.Trim();
        var word = new ConsentWord(
            command.Channel, new ConsentPlace(topic, command.Purpose), command.State, now, command.By, command.Proof, command.Source, proof, saidAt);
        var known = mailboxes.Of(profile);
        List<string> hashes = [.. known.Hashes];
        await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var book = await ConsentBook.ReadAsync(db, command.Channel, hashes, known.Numbers, token);
                // Who says yes to all of it says so to each purpose, of which they may have said no.
                var below = word.Place.Below().Select(place => word with { Place = place }).Where(w => w.Lifts(book, known.Numbers, hashes));
                db.ConsentChanges.AddRange(below.Prepend(word).SelectMany(w => w.Rows(book, profile, known.Numbers, hashes)));
            },
            cancellationToken);

        LogChanged(profile.Id, command.State);
        return new ChangeConsentResult.Changed();
    }

    /// <summary>Of a bare day nobody knows the hour: it is taken for the last word of that day, and today's for one of now.</summary>
    /// <returns>Null where it is said at this moment.</returns>
    private static DateTimeOffset? SaidAt(WrittenDate written, WorkspaceZone zone, DateTimeOffset now)
    {
        var moment = zone.Moment(written);
        if (written is not WrittenDate.Day day || moment > now.ToUnixTimeMilliseconds()) return EpochTime.ToMoment(moment);

        var last = EpochTime.ToMoment(zone.EndOf(day.Date) - 1);
        return last < now ? last : null;
    }

    private ChangeConsentResult? Refusal(ChangeConsent command)
    {
        if (!Channel.All.Contains(command.Channel)
            || command.State is not (ConsentState.Subscribed or ConsentState.Unsubscribed)
            || (command.Proof != ConsentProof.Api && !ConsentProof.Recorded.Contains(command.Proof)))
        {
            return new ChangeConsentResult.Unknown();
        }

        if (command.Topic.Length > 0 && topics.Find(command.Topic) is null) return new ChangeConsentResult.UnknownTopic();
        if (command.Purpose.Length > 0 && !ConsentPurpose.All.Contains(command.Purpose)) return new ChangeConsentResult.UnknownPurpose();
        return command.ProofText?.Trim().Length > ConsentChange.MaxProofLength ? new ChangeConsentResult.ProofTooLong() : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Consent of profile {Profile} recorded: {State}")]
    private partial void LogChanged(ProfileId profile, ConsentState state);
}
