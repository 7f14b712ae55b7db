using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Stewardship.Locks;

/// <summary>Says what an attribute of one person is, whatever any source says, until it is let go of.</summary>
/// <param name="Profile">Any number of the person.</param>
/// <param name="Value">JSON text.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record LockAttribute(ProfileId Profile, string Name, string Value, string By);

public abstract record LockAttributeResult
{
    private LockAttributeResult()
    {
    }

    public sealed record Locked : LockAttributeResult;

    public sealed record NobodyFound : LockAttributeResult;

    public sealed record BadName(string Why) : LockAttributeResult;

    /// <summary>Blank, null or empty: that is the same as missing.</summary>
    public sealed record NoValue : LockAttributeResult;

    /// <summary>It has more than <see cref="LockAttributeHandler.MaxLength"/> characters.</summary>
    public sealed record TooLong : LockAttributeResult;

    /// <summary>It can't be read as the attribute's type.</summary>
    public sealed record NotOfType(DataType Type) : LockAttributeResult;

    /// <summary>The tracking plan has other values.</summary>
    public sealed record NotAllowed(IReadOnlyList<string> Allowed) : LockAttributeResult;
}

public sealed partial class LockAttributeHandler(
    IProfileDirectory directory, IAudienceVocabulary vocabulary, CurrentCatalogue catalogue, CurrentWorkspace workspace, LockBook book, StewardWord word,
    TimeProvider clock, ILogger<LockAttributeHandler> logger)
{
    /// <summary>Of the JSON text.</summary>
    public const int MaxLength = 10_000;

    public async Task<LockAttributeResult> HandleAsync(LockAttribute command, CancellationToken cancellationToken)
    {
        if (directory.Read(command.Profile) is not { } person) return new LockAttributeResult.NobodyFound();
        if (CatalogueName.WhyNot(command.Name) is { } why) return new LockAttributeResult.BadName(why);
        if (command.Value.Length > MaxLength) return new LockAttributeResult.TooLong();
        if (Refusal(command) is { } refusal) return refusal;

        // By the identifier that says most of who it is: who is taken apart later keeps it with that one.
        var number = directory.NodesOf(person).Speaking().Profile;
        var at = await book.NextMomentAsync(directory.Numbers(person.Id), command.Name, clock.GetUtcNow(), cancellationToken);
        var said = new AttributeLock { Profile = number, Name = command.Name, LetsGo = false, At = at, By = command.By };
        await word.SayAsync(
            (db, _) =>
            {
                db.Add(said);
                return Task.FromResult<AttributeLock?>(said);
            },
            [new FactCommand.SayByHand([number], command.Name, command.Value, at)],
            cancellationToken);

        LogLocked(said.Id, number);
        return new LockAttributeResult.Locked();
    }

    private LockAttributeResult? Refusal(LockAttribute command)
    {
        if (StudioValue.Read(command.Value) is not { } value) return new LockAttributeResult.NoValue();

        var type = vocabulary.TypeOf(command.Name);
        // An object has no type: what is said of people is scalars and lists.
        if (value is StudioValue.Structure || (type is { } known && value.As(known, workspace.Zone) is null))
            return new LockAttributeResult.NotOfType(type ?? DataType.Text);

        var expects = catalogue.Content.Attribute(command.Name)?.Expects ?? Expectation.None;
        var plan = new PlanRule(null, command.Name, type, expects, pii: false, workspace.Zone);
        return plan.Judge(value) is ViolationKind.NotAllowed ? new LockAttributeResult.NotAllowed(expects.Allowed) : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Lock {Lock}: an attribute of the profile with identifier {Number} was locked")]
    private partial void LogLocked(long @lock, ProfileId number);
}
