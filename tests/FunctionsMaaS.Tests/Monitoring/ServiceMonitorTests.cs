using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

public sealed class ServiceMonitorTests
{
    [Fact]
    public void Counting_a_text_allocates_nothing()
    {
        using var fixture = new MonitoringFixture(new FakeTimeProvider(), new MemoryObjectStore());
        var manifest = MonitoringFixture.Manifest(1);
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Count()
        {
            for (var i = 0; i < 1000; i++)
                fixture.Monitor.Classified(manifest, new ClassifiedText(0, 0.5f, 0.1, TimeSpan.FromTicks(100), TimeSpan.FromTicks(100)));
        }
    }

    [Fact]
    public void Threads_that_count_at_once_lose_nothing()
    {
        using var fixture = new MonitoringFixture(new FakeTimeProvider(), new MemoryObjectStore());
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 5000; i++)
                fixture.Monitor.Classified(MonitoringFixture.Manifest(1 + (i % 2)), new ClassifiedText(thread % 2, 0.5f, null, null, TimeSpan.FromTicks(100)));
        });
        Assert.True(fixture.Book.TryFind("m", out var usage));
        var slot = Assert.Single(usage.Slots());
        Assert.Equal(40_000, slot.Texts);
        Assert.Equal([10_000, 10_000], slot.Versions[1].Labels);
        Assert.Equal(20_000, slot.Versions[2].Confidence[5]);
    }
}
