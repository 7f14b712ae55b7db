using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Catalogue;

/// <summary>Says what an attribute is, instead of whatever was said before.</summary>
/// <param name="Type">Null leaves it to the first value that arrives.</param>
public sealed record DeclareAttribute(string Name, DataType? Type, string? Label, bool Pii)
{
    public Expectation Expects { get; init; } = Expectation.None;

    public WinningRule Winning { get; init; } = WinningRule.Newest;
}

public abstract record DeclareResult
{
    private DeclareResult()
    {
    }

    public sealed record Declared : DeclareResult;

    public sealed record BadName(string Why) : DeclareResult;

    /// <param name="Property">Whose values; null for the attribute itself.</param>
    public sealed record BadExpectation(string? Property, string Why) : DeclareResult;

    /// <summary>Values of the type can't win by that rule.</summary>
    public sealed record BadWinningRule(string Why) : DeclareResult;

    /// <summary>The rule ranks nobody, too many, somebody twice, or is none that ranks.</summary>
    public sealed record BadRanking(string Why) : DeclareResult;

    /// <summary>A saved rule uses an operator that the new type lacks.</summary>
    /// <param name="Users">Which, such as <c>segment 'spring-buyers' (/all/0)</c>.</param>
    public sealed record InUse(IReadOnlyList<string> Users) : DeclareResult;
}

public sealed partial class DeclareAttributeHandler(
    IWriteQueue queue, CurrentCatalogue catalogue, IEnumerable<IUsesAttributes> users, ILogger<DeclareAttributeHandler> logger)
{
    public async Task<DeclareResult> HandleAsync(DeclareAttribute command, CancellationToken cancellationToken)
    {
        if (CatalogueName.WhyNot(command.Name) is { } why) return new DeclareResult.BadName(why);
        if (command.Expects.WhyNot(command.Type) is { } bad) return new DeclareResult.BadExpectation(null, bad);

        if (command.Winning.WhyNoRanking is { } unranked) return new DeclareResult.BadRanking(unranked);
        if (command.Winning.WhyNot(command.Type) is { } unfit) return new DeclareResult.BadWinningRule(unfit);

        if (command.Type is { } type && catalogue.Content.Attribute(command.Name)?.Type != type)
        {
            var needed = new List<string>();
            foreach (var user in users) needed.AddRange(await user.WhoNeedsAnotherTypeAsync(command.Name, type, cancellationToken));
            if (needed.Count > 0) return new DeclareResult.InUse(needed);
        }

        await queue.WriteFirstAsync(WritePriority.Interactive, (db, token) => SaveAsync(db, command, token), cancellationToken);
        await catalogue.LoadAsync(cancellationToken);
        LogDeclared(command.Type, command.Winning.By);
        return new DeclareResult.Declared();
    }

    private static async Task<DeclaredAttribute> SaveAsync(StudioDbContext db, DeclareAttribute command, CancellationToken cancellationToken)
    {
        var key = StudioText.Key(command.Name);
        var attribute = await db.DeclaredAttributes.SingleOrDefaultAsync(a => a.Key == key, cancellationToken);
        if (attribute is null) db.Add(attribute = new DeclaredAttribute { Key = key, Name = command.Name });

        attribute.Type = command.Type;
        attribute.Label = command.Label;
        attribute.Pii = command.Pii;
        attribute.Required = command.Expects.Required;
        attribute.Allowed = command.Expects.Allowed.Count == 0 ? null : [.. command.Expects.Allowed];
        attribute.OnViolation = command.Expects.OnViolation;
        attribute.Wins = command.Winning.By;
        attribute.Ranking = command.Winning.Ranking.Count == 0 ? null : [.. command.Winning.Ranking.Select(s => s.Value)];
        return attribute;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "An attribute was declared as {Type}, won by {Rule}")]
    private partial void LogDeclared(DataType? type, WinsBy rule);
}
