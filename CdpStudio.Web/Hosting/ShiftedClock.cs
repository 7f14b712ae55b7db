using System.Globalization;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Hosting;

/// <summary>
/// Lets a test live in another day: in the environment <c>Testing</c>, and there alone, <c>CDP_CLOCK_OFFSET</c> such as
/// <c>30.00:00:00</c> shifts the time of the whole process. Timers and stopwatches run as ever.
/// </summary>
internal sealed class ShiftedClock(TimeSpan offset) : TimeProvider
{
    public const string Variable = "CDP_CLOCK_OFFSET";

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;

    /// <summary>First of all modules: each takes the clock that is there.</summary>
    public static IServiceCollection AddClock(IServiceCollection services, string environment, string? text)
    {
        services.TryAddSingleton(Of(environment, text));
        return services;
    }

    /// <exception cref="StartRefusedException">A test misspelt it, and would pass without having tested anything.</exception>
    public static TimeProvider Of(string environment, string? text)
    {
        if (environment != "Testing" || string.IsNullOrWhiteSpace(text)) return System;

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var offset)
            ? new ShiftedClock(offset)
            : throw new StartRefusedException($"{Variable} is '{text}'. It is a time span such as 30.00:00:00.");
    }
}
