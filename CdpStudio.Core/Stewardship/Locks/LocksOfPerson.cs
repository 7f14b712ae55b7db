using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Locks;

/// <summary>Who locked which attribute of the person. The values are in the history of attributes.</summary>
internal sealed class LocksOfPerson(LockBook book, IWriteQueue queue) : IPersonalData
{
    public string Part => PersonalPart.AttributeLocks;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var said in await book.OfAsync(person.Numbers, cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = said.Id,
                ["name"] = said.Name,
                ["state"] = said.LetsGo ? "unlocked" : "locked",
                ["by"] = said.By,
                ["at"] = PersonalJson.Moment(said.At),
            };
        }
    }

    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        return queue.WriteAsync(
            WritePriority.Background,
            async (db, token) => (long)await db.AttributeLocks.Where(l => numbers.Contains(l.Profile)).ExecuteDeleteAsync(token),
            cancellationToken);
    }
}
