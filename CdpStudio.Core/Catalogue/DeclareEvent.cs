using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Catalogue;

/// <summary>Says what an event is and has, instead of whatever was said before.</summary>
public sealed record DeclareEvent(string Name, string? Label, IReadOnlyList<DeclaredProperty> Properties);

public sealed partial class DeclareEventHandler(IWriteQueue queue, CurrentCatalogue catalogue, ILogger<DeclareEventHandler> logger)
{
    public async Task<DeclareResult> HandleAsync(DeclareEvent command, CancellationToken cancellationToken)
    {
        var why = command.Properties.Select(p => p.Name).Prepend(command.Name).Select(CatalogueName.WhyNot).FirstOrDefault(w => w is not null);
        if (why is not null) return new DeclareResult.BadName(why);
        if (command.Properties.GroupBy(p => StudioText.Key(p.Name)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new DeclareResult.BadName($"The property '{twice.First().Name}' is there twice; names compare without case.");
        foreach (var property in command.Properties)
        {
            if (property.Expects?.WhyNot(property.Type) is { } bad) return new DeclareResult.BadExpectation(property.Name, bad);
        }

        await queue.WriteFirstAsync(WritePriority.Interactive, (db, token) => SaveAsync(db, command, token), cancellationToken);
        await catalogue.LoadAsync(cancellationToken);
        LogDeclared(command.Properties.Count);
        return new DeclareResult.Declared();
    }

    private static async Task<DeclaredEvent> SaveAsync(StudioDbContext db, DeclareEvent command, CancellationToken cancellationToken)
    {
        var key = StudioText.Key(command.Name);
        var declared = await db.DeclaredEvents.SingleOrDefaultAsync(e => e.Key == key, cancellationToken);
        if (declared is null) db.Add(declared = new DeclaredEvent { Key = key, Name = command.Name, Properties = [] });

        declared.Label = command.Label;
        declared.Properties = [.. command.Properties];
        return declared;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "An event was declared with {Properties} properties")]
    private partial void LogDeclared(int properties);
}
