"""Writes the Parquet files beside it: `pip install pyarrow==26.0.1 && python make.py`. README.md says why each is there."""
import pyarrow as pa, pyarrow.parquet as pq, json, decimal, datetime, os
D=os.path.dirname(os.path.abspath(__file__))
msg=pa.struct([('role',pa.string()),('content',pa.string()),('tool_call_id',pa.string()),('tool_calls',pa.list_(pa.struct([('id',pa.string()),('type',pa.string()),('function',pa.struct([('name',pa.string()),('arguments',pa.string())]))])))])
def conv(i):
    return [dict(role='user',content=f'Run all tests {i}. 🙂',tool_call_id=None,tool_calls=None),
     dict(role='assistant',content=None,tool_call_id=None,tool_calls=[dict(id=f'c{i}',type='function',function=dict(name='run',arguments='{"n":%d}'%i))]),
     dict(role='tool',content='2 passed',tool_call_id=f'c{i}',tool_calls=None),
     dict(role='assistant',content='All pass.',tool_call_id=None,tool_calls=None)]
def table(n,typ=None,start=0):
    typ=typ or pa.list_(msg)
    return pa.table({'id':pa.array([f't{i}' for i in range(start,start+n)]),'messages':pa.array([conv(i) for i in range(start,start+n)],type=typ)})
for c in ['snappy','gzip','zstd','lz4','brotli']:
    pq.write_table(table(3),f'{D}/codec-{c}.parquet',compression=c)
pq.write_table(table(3),f'{D}/list-item-name.parquet',use_compliant_nested_type=False)
pq.write_table(table(3,pa.large_list(msg)),f'{D}/large-list.parquet')
pq.write_table(table(7),f'{D}/row-groups.parquet',row_group_size=2)
pq.write_table(table(3),f'{D}/data-page-v2.parquet',data_page_version='2.0')
pq.write_table(table(0),f'{D}/zero-rows.parquet')
pq.write_table(pa.table({'id':['t0','t1'],'messages':[json.dumps(conv(0)),json.dumps(conv(1))],'metadata':['{"model":"m","n":1}',None]}),f'{D}/json-text.parquet')
js=pa.array([json.dumps(conv(0)),json.dumps(conv(1))],type=pa.json_(pa.string()))
pq.write_table(pa.table({'id':['t0','t1'],'messages':js}),f'{D}/json-column.parquet')
dl=pa.struct([('role',pa.list_(pa.string())),('content',pa.list_(pa.string()))])
pq.write_table(pa.table({'id':['t0'],'messages':pa.array([dict(role=['user','assistant'],content=['Run.','Done.'])],type=dl)}),f'{D}/dict-of-lists.parquet')
t=table(2)
t=t.append_column('big',pa.array([9007199254740993,7],type=pa.int64()))
t=t.append_column('u64',pa.array([2**64-1,1],type=pa.uint64()))
t=t.append_column('day',pa.array([datetime.date(2026,1,2),None]))
t=t.append_column('time',pa.array([datetime.datetime(2026,1,2,3,4,5,678901),None],type=pa.timestamp('us')))
t=t.append_column('ns',pa.array([1767323045678901234,None],type=pa.timestamp('ns',tz='UTC')))
t=t.append_column('bin',pa.array([b'\x00\xff\x10',None]))
t=t.append_column('dec',pa.array([decimal.Decimal('0.10'),None],type=pa.decimal128(10,2)))
t=t.append_column('bigdec',pa.array([decimal.Decimal('12345678901234567890.12'),None],type=pa.decimal128(38,2)))
t=t.append_column('nan',pa.array([float('nan'),float('inf')]))
t=t.append_column('half',pa.array([1.5,None],type=pa.float32()).cast(pa.float16()))
t=t.append_column('flags',pa.array([[True,False],None]))
t=t.append_column('map',pa.array([[('a',1)],None],type=pa.map_(pa.string(),pa.int32())))
t=t.append_column('cat',pa.array(['x','x']).dictionary_encode())
t=t.append_column('floats',pa.array([[0.5,1.5],[]],type=pa.list_(pa.float32())))
t=t.append_column('dur',pa.array([5,None],type=pa.duration('s')))
t=t.append_column('clock',pa.array([datetime.time(1,2,3),None]))
pq.write_table(t,f'{D}/types.parquet')
pq.write_table(table(3),f'{D}/no-dictionary.parquet',use_dictionary=False)
# METR's two data sets, with the columns of their cards; the words are made up.
call=pa.struct([('arguments',pa.string()),('name',pa.string())])
meta=pa.struct([('completion_type',pa.string()),('contains_function_call',pa.bool_()),('function_call_result',pa.bool_())])
said=[('content',pa.large_string()),('function_call',call),('name',pa.string()),('role',pa.string())]
words=[dict(role='system',content='You are an agent.',name=None,function_call=None),
 dict(role='user',content='Make the tests pass.',name=None,function_call=None),
 dict(role='assistant',content='I look.',name=None,function_call=dict(name='bash',arguments='{"cmd":"ls"}')),
 dict(role='function',content='test_a.py',name='bash',function_call=None),
 dict(role='assistant',content='Done.',name=None,function_call=None)]
about=dict(task_id='hello/main',model='m',has_chain_of_thought=False,public=True,run_source='hcast',manually_reviewed=True)
noted=dict(completion_type='generation',contains_function_call=False,function_call_result=False)
node=pa.struct([('branch_id',pa.int64()),('node_data',pa.struct([('first_called_at',pa.int64()),('message',pa.struct(said)),('metadata',meta),('source_generation_index',pa.int64())])),('node_id',pa.int64()),('parent_node_id',pa.int64())])
nodes=[dict(branch_id=0,node_id=i,parent_node_id=None if i==0 else i-1,node_data=dict(first_called_at=1700000000000+i,message=w,metadata=noted,source_generation_index=None)) for i,w in enumerate(words)]
pq.write_table(pa.table({'version':['v1'],'run_id':[17],'nodes':pa.array([nodes],type=pa.large_list(node)),'labels':pa.array([['reward_hacking']],type=pa.large_list(pa.string())),**{k:[v] for k,v in about.items()}}),f'{D}/malt-nodes.parquet')
message=pa.struct(said+[('metadata',meta)])
sample=pa.struct([('input',pa.large_list(message)),('output',pa.large_list(pa.large_list(message)))])
full=[dict(w,metadata=noted) for w in words]
samples=[dict(input=full[:2],output=[[full[2]]]),dict(input=full[:4],output=[[full[4]]])]
about=dict(about,run_id=17,labels=['reward_hacking'])
pq.write_table(pa.table({'samples':pa.array([samples],type=pa.large_list(sample)),'metadata':[about]}),f'{D}/malt-samples.parquet')
pq.write_table(pa.table({'id':['a','b','c'],'l':[['x'],['a'*2**20]*300,['y']]}),f'{D}/long-row.parquet',compression='zstd',write_statistics=False)
