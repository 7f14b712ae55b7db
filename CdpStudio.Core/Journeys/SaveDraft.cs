using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <param name="Change">What becomes of the draft.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record SaveDraft(JourneyId Journey, DraftChange Change, string By);

public abstract record DraftChange
{
    private DraftChange()
    {
    }

    /// <param name="Version">The draft's version that was seen: another one is not changed.</param>
    public sealed record Edits(int Version, IReadOnlyList<JourneyEdit> List) : DraftChange;

    /// <summary>Whatever stands there.</summary>
    /// <param name="Version">As with edits; null replaces any.</param>
    /// <param name="Name">The journey's new name, given with the draft or not at all; null leaves it.</param>
    public sealed record Whole(JourneyDefinition Definition, int? Version = null, string? Name = null) : DraftChange;
}

public abstract record SaveDraftResult
{
    private SaveDraftResult()
    {
    }

    /// <param name="Undo">Takes edits back, exactly; empty where the draft was replaced.</param>
    public sealed record Saved(int Version, JourneyDefinition Draft, IReadOnlyList<JourneyProblem> Problems, IReadOnlyList<JourneyEdit> Undo) : SaveDraftResult;

    public sealed record NotFound : SaveDraftResult;

    /// <param name="Present">As somebody else saved it in the meantime.</param>
    public sealed record ChangedMeanwhile(JourneyDocument Present) : SaveDraftResult;

    /// <param name="Edit">Which edit, from 0.</param>
    public sealed record EditRefused(int Edit, string Detail) : SaveDraftResult;

    public sealed record NameRefused(string Detail) : SaveDraftResult;
}

public sealed class SaveDraftHandler(IWriteQueue queue, JourneyDocuments documents, JourneyChecks checks, TimeProvider clock)
{
    public async Task<SaveDraftResult> HandleAsync(SaveDraft command, CancellationToken cancellationToken)
    {
        if (command.Change is DraftChange.Whole { Name: { } name } && CreateJourneyHandler.NameRefusal(name) is { } refusal) return new SaveDraftResult.NameRefused(refusal);

        Written written;
        try
        {
            written = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, token), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // On a server database somebody else saved between our look and our write.
            written = new Written.Outrun();
        }

        switch (written)
        {
            case Written.Done done:
                var problems = await checks.ProblemsAsync(done.Draft, cancellationToken);
                return new SaveDraftResult.Saved(done.Version, done.Draft, problems, done.Undo);
            case Written.Refused refused:
                return new SaveDraftResult.EditRefused(refused.Edit, refused.Detail);
            default:
                return await documents.FindAsync(command.Journey, cancellationToken) is { } present
                    ? new SaveDraftResult.ChangedMeanwhile(present)
                    : new SaveDraftResult.NotFound();
        }
    }

    private async Task<Written> WriteAsync(StudioDbContext db, SaveDraft command, CancellationToken cancellationToken)
    {
        var journey = await db.Journeys.SingleOrDefaultAsync(j => j.Id == command.Journey, cancellationToken);
        if (journey is null || Seen(command.Change) is { } seen && seen != journey.DraftVersion) return new Written.Outrun();

        var (definition, undo) = (JourneyDefinition.Empty, (IReadOnlyList<JourneyEdit>)[]);
        switch (command.Change)
        {
            case DraftChange.Edits edits:
                var result = DefinitionReader.ReadStored(journey.Draft).Apply(edits.List);
                if (result is EditResult.Refused refused) return new Written.Refused(refused.Edit, refused.Detail);

                var done = (EditResult.Done)result;
                (definition, undo) = (done.Definition, done.Undo);
                break;
            case DraftChange.Whole whole:
                definition = whole.Definition;
                journey.Name = whole.Name ?? journey.Name;
                break;
        }

        journey.Draft = DefinitionWriter.Write(definition);
        journey.DraftVersion++;
        journey.ChangedAt = clock.GetUtcNow();
        journey.ChangedBy = command.By;
        return new Written.Done(journey.DraftVersion, definition, undo);
    }

    private static int? Seen(DraftChange change) => change switch
    {
        DraftChange.Edits edits => edits.Version,
        DraftChange.Whole whole => whole.Version,
        _ => throw new System.Diagnostics.UnreachableException(change.GetType().Name),
    };

    private abstract record Written
    {
        public sealed record Done(int Version, JourneyDefinition Draft, IReadOnlyList<JourneyEdit> Undo) : Written;

        public sealed record Refused(int Edit, string Detail) : Written;

        /// <summary>Another version stands there, or nothing.</summary>
        public sealed record Outrun : Written;
    }
}
