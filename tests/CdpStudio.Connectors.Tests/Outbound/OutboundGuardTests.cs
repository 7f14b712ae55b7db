using System.Net;
using System.Net.Sockets;
using CdpStudio.Connectors.Outbound;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Tests.Outbound;

public sealed class OutboundGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("[::]")]
    [InlineData("[::1]")]
    [InlineData("[::7f00:1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:10.0.0.1]")]
    [InlineData("[fc00::1]")]
    [InlineData("[fd12:3456::1]")]
    [InlineData("[fe80::1]")]
    [InlineData("[ff02::1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("[64:ff9b:1::a00:1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("[2001::1]")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("shop.localhost")]
    [InlineData("metadata.google.internal")]
    [InlineData("printer.local")]
    [InlineData("mixed.example")]
    public async Task AddressesOf_WhatIsNotOfThePublicInternet_IsRefused(string host)
    {
        var refused = await Assert.ThrowsAsync<OutboundRefusedException>(() => Guard(new()).AddressesOfAsync(host, allowed: false, default));

        Assert.Equal(OutboundRefusal.PrivateHost, refused.Refusal);
    }

    [Theory]
    [InlineData("public.example")]
    [InlineData("public.example.")]
    [InlineData("172.32.0.1")]
    [InlineData("11.0.0.1")]
    [InlineData("[2606:2800:220:1::1]")]
    [InlineData("[::ffff:93.184.216.34]")]
    public async Task AddressesOf_PublicHosts_AreGivenOut(string host) =>
        Assert.NotEmpty(await Guard(new()).AddressesOfAsync(host, allowed: false, default));

    [Fact]
    public async Task AddressesOf_NameThatNobodyKnows_IsRefusedAsSuch()
    {
        foreach (var host in (string[])["nobody.example", "empty.example"])
        {
            var refused = await Assert.ThrowsAsync<OutboundRefusedException>(() => Guard(new()).AddressesOfAsync(host, allowed: false, default));
            Assert.Equal(OutboundRefusal.UnknownHost, refused.Refusal);
        }
    }

    [Theory]
    [InlineData("private.example", "private.example")]
    [InlineData("10.9.9.9", "PRIVATE.example, 10.9.9.9")]
    [InlineData("private.example", "10.0.0.0/8")]
    [InlineData("mixed.example", "10.0.0.0/8,192.168.0.0/16")]
    public async Task AddressesOf_WhatTheOperatorHasNamed_AreGivenOut(string host, string allowed) =>
        Assert.NotEmpty(await Guard(new() { AllowedPrivateHosts = allowed }).AddressesOfAsync(host, allowed: false, default));

    [Fact]
    public async Task AddressesOf_NameServerThatChangesItsAnswer_IsAskedOnceAndWhatWasCheckedIsWhatIsConnectedTo()
    {
        var asked = 0;
        var guard = new OutboundGuard((_, _) => Task.FromResult(++asked == 1 ? Addresses("93.184.216.34") : Addresses("127.0.0.1")), Options.Create(new OutboundOptions()));

        Assert.Equal(Addresses("93.184.216.34"), await guard.AddressesOfAsync("turning.example", allowed: false, default));
        Assert.Equal(1, asked);
        await Assert.ThrowsAsync<OutboundRefusedException>(() => guard.AddressesOfAsync("turning.example", allowed: false, default));
    }

    [Fact]
    public async Task AddressesOf_AnotherHostOfTheSameNetwork_IsStillRefused() =>
        await Assert.ThrowsAsync<OutboundRefusedException>(
            () => Guard(new() { AllowedPrivateHosts = "private.example" }).AddressesOfAsync("10.0.0.2", allowed: false, default));

    [Theory]
    [InlineData("http://public.example/", true)]
    [InlineData("https://public.example/", true)]
    [InlineData("https://public.example:8443/", true)]
    [InlineData("https://public.example:22/", false)]
    [InlineData("http://public.example:25/", false)]
    [InlineData("http://named.example:9200/", true)]
    [InlineData("http://10.2.0.7:9200/", true)]
    [InlineData("http://10.3.0.7:9200/", false)]
    public void AllowsPort_OfAnAddress_IsByListUnlessTheHostIsNamed(string address, bool allows) =>
        Assert.Equal(allows, Guard(new() { AllowedPrivateHosts = "named.example,10.2.0.0/16" }).AllowsPort(new Uri(address)));

    [Theory]
    [InlineData("80,x", "")]
    [InlineData("70000", "")]
    [InlineData("80", "10.0.0.0/99")]
    public void Validate_ListThatNobodyCanRead_IsRefusedAtStart(string ports, string hosts) =>
        Assert.True(new ValidateOutboundOptions().Validate(null, new() { Ports = ports, AllowedPrivateHosts = hosts }).Failed);

    /// <summary>The name server's answers; literal addresses are read as the system reads them.</summary>
    internal static Task<IPAddress[]> LookUp(string host, CancellationToken cancellationToken) => host switch
    {
        "public.example" => Task.FromResult(Addresses("93.184.216.34", "2606:2800:220:1::1")),
        "private.example" => Task.FromResult(Addresses("10.0.0.1")),
        "mixed.example" => Task.FromResult(Addresses("93.184.216.34", "10.0.0.1")),
        "empty.example" => Task.FromResult(Addresses()),
        _ when host.EndsWith(".example", StringComparison.Ordinal) => throw new SocketException((int)SocketError.HostNotFound),
        _ => Dns.GetHostAddressesAsync(host, cancellationToken),
    };

    private static OutboundGuard Guard(OutboundOptions options) => new(LookUp, Options.Create(options));

    private static IPAddress[] Addresses(params string[] addresses) => [.. addresses.Select(a => IPAddress.Parse(a))];
}
